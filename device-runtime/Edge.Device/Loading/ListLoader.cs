using Edge.Device.Kernels.Positions;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Makes the lists of <see cref="ConvLists"/>: reads the weights once to count those that are not 0, and a second time to list them.</summary>
internal static class ListLoader
{
    private const int LowBits = 0x5555;

    /// <summary>The lists, chunk after chunk and output after output; null where they do not pay, or after a failed read. Counts the weights in <paramref name="counter"/>.</summary>
    public static byte[] Load(TernaryReader counter, TernaryReader reader, int inputs, int outputs)
    {
        int chunk = ListShape.ChunkInputs(inputs);
        int[] places = new int[ListShape.Chunks(inputs) * outputs];
        if (counter.Bits != Format.EncodingLanes2 || !Count(counter, chunk, outputs, places) || !ListShape.Pays(inputs, outputs, Sum(places)))
        {
            return null;
        }

        byte[] lists = Place(places);
        while (reader.Next())
        {
            int place = ((reader.Input / chunk) * outputs) + reader.Output;
            int to = places[place];
            int fields = reader.Fields;
            int k = reader.Input % chunk;
            for (int end = k + reader.Count; k < end; k++)
            {
                int field = fields & 3;
                fields >>= 2;
                if (field != 1)
                {
                    lists[to] = (byte)(field == 0 ? ListShape.Complement + k : k);
                    to++;
                }
            }

            places[place] = to;
        }

        return reader.Status == Status.Ok ? lists : null;
    }

    // counts[chunk, output] = how many weights are not 0.
    private static bool Count(TernaryReader reader, int chunk, int outputs, int[] counts)
    {
        while (reader.Next())
        {
            int high = (reader.Fields >> 1) & LowBits;
            int positive = TernaryBounds.Bits(high);
            int negative = reader.Count - positive - TernaryBounds.Bits(reader.Fields & LowBits & ~high);
            reader.Positive[reader.Output] += positive;
            reader.Negative[reader.Output] += negative;
            counts[((reader.Input / chunk) * outputs) + reader.Output] += positive + negative;
        }

        return reader.Status == Status.Ok;
    }

    private static int Sum(int[] counts)
    {
        int sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            sum += counts[i];
        }

        return sum;
    }

    // Writes the lengths of all lists and fills them with the entry that adds nothing; counts become places.
    private static byte[] Place(int[] places)
    {
        int bytes = 0;
        for (int i = 0; i < places.Length; i++)
        {
            bytes += 1 + (Steps(places[i]) * ListShape.Step);
        }

        byte[] lists = new byte[bytes];
        int to = 0;
        for (int i = 0; i < places.Length; i++)
        {
            int steps = Steps(places[i]);
            lists[to++] = (byte)steps;
            places[i] = to;
            for (int end = to + (steps * ListShape.Step); to < end; to++)
            {
                lists[to] = ListShape.Nothing;
            }
        }

        return lists;
    }

    private static int Steps(int count)
    {
        return (count + ListShape.Step - 1) / ListShape.Step;
    }
}
