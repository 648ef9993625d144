using Edge.Device.Kernels.Positions;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Makes the lists of <see cref="ConvLists"/>: reads the weights once to count those that are not 0, and a second time to list them.</summary>
internal sealed class ListLoader
{
    private const int LowBits = 0x5555;

    private readonly int channels;
    private readonly int chunk;
    private readonly int outputs;

    // By chunk, output and sign: how many weights there are, then where the next one goes.
    private readonly int[] places;

    // The fields at hand: those of some channels of one tap and one chunk.
    private int place;
    private int entry;
    private int count;
    private int fields;

    private ListLoader(int[] program, int at)
    {
        channels = program[at + LayerSlot.InputChannels];
        chunk = ListShape.Channels(program, at);
        outputs = program[at + LayerSlot.OutputChannels];
        places = new int[2 * ListShape.Chunks(program, at) * outputs];
    }

    /// <summary>
    /// The lists, chunk after chunk and output after output; null where they do not pay, or after a failed read. Counts the weights in <paramref name="counter"/>.
    /// </summary>
    public static byte[] Load(TernaryReader counter, TernaryReader reader, int[] program, int at)
    {
        var loader = new ListLoader(program, at);
        if (counter.Bits != Format.EncodingLanes2 || !loader.Count(counter) || !ListShape.Pays(program, at, Sum(loader.places)))
        {
            return null;
        }

        byte[] lists = Place(loader.places, counter.Negative, (1 << program[at + LayerSlot.InputFormat]) - 1, (byte)ListShape.TableInputs(program, at));
        loader.List(reader, lists);
        return reader.Status == Status.Ok ? lists : null;
    }

    private bool Count(TernaryReader reader)
    {
        while (reader.Next())
        {
            for (int done = 0; done < reader.Count; done += count)
            {
                Take(reader, done);
                int high = (fields >> 1) & LowBits;
                int positive = TernaryBounds.Bits(high);
                int negative = count - positive - TernaryBounds.Bits(fields & LowBits & ~high);
                reader.Positive[reader.Output] += positive;
                reader.Negative[reader.Output] += negative;
                places[place] += positive;
                places[place + 1] += negative;
            }
        }

        return reader.Status == Status.Ok;
    }

    private void List(TernaryReader reader, byte[] lists)
    {
        while (reader.Next())
        {
            for (int done = 0; done < reader.Count; done += count)
            {
                Take(reader, done);
                int k = entry;
                int rest = fields;
                int plus = places[place];
                int minus = places[place + 1];
                for (int end = k + count; k < end; k++)
                {
                    int field = rest & 3;
                    rest >>= 2;
                    if (field == 0)
                    {
                        lists[minus] = (byte)k;
                        minus++;
                    }
                    else if (field != 1)
                    {
                        lists[plus] = (byte)k;
                        plus++;
                    }
                }

                places[place] = plus;
                places[place + 1] = minus;
            }
        }
    }

    // The fields of the reader from one of them on, as far as the tap and the chunk reach.
    private void Take(TernaryReader reader, int done)
    {
        int input = reader.Input + done;
        int channel = input % channels;
        int inChunk = channel % chunk;
        place = 2 * ((channel / chunk * outputs) + reader.Output);
        entry = (input / channels * chunk) + inChunk;
        count = channels - channel < chunk - inChunk ? channels - channel : chunk - inChunk;
        count = reader.Count - done < count ? reader.Count - done : count;
        fields = (reader.Fields >> (2 * done)) & ((1 << (2 * count)) - 1);
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

    // Writes what lanes begin with and the lengths of all lists, and fills them with the entry that adds nothing; counts become places.
    private static byte[] Place(int[] places, int[] negative, int highest, byte nothing)
    {
        int bytes = ListShape.BiasBytes * negative.Length;
        for (int i = 0; i < places.Length; i++)
        {
            bytes += 1 + (Steps(places[i]) * ListShape.Step);
        }

        byte[] lists = new byte[bytes];
        int to = 0;
        for (int i = 0; i < places.Length; i++)
        {
            if (i < 2 * negative.Length && (i & 1) == 0)
            {
                int bias = negative[i >> 1] * highest;
                lists[to] = (byte)bias;
                lists[to + 1] = (byte)(bias >> 8);
                to += ListShape.BiasBytes;
            }

            int steps = Steps(places[i]);
            lists[to++] = (byte)steps;
            places[i] = to;
            for (int end = to + (steps * ListShape.Step); to < end; to++)
            {
                lists[to] = nothing;
            }
        }

        return lists;
    }

    private static int Steps(int count)
    {
        return (count + ListShape.Step - 1) / ListShape.Step;
    }
}
