using Edge.Device.Kernels.Positions;

namespace Edge.Device.Loading;

/// <summary>
/// Makes the pair numbers of <see cref="ConvPositions"/>: for each chunk of 24 pairs, for each output, one byte a pair, 9 * pair in chunk + 3 * (w0 + 1) + (w1 + 1).
/// </summary>
internal static class PairLoader
{
    /// <summary>The number of a pair that adds nothing: entry 4 of the first pair is zero.</summary>
    private const byte Nothing = 4;

    // In a pair's entry its number is followed by how many of its weights are +1 and how many are -1.
    private const int PositiveShift = 8;
    private const int NegativeShift = 16;

    /// <summary>Fills <paramref name="numbers"/> with all weights of <paramref name="reader"/> and counts them there.</summary>
    public static void Load(TernaryReader reader, int inputs, int outputs, byte[] numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Nothing;
        }

        int[] entries = Entries(reader.Bits);
        int mask = entries.Length - 1;
        int bits = 2 * reader.Bits;
        int pairs = (inputs + 1) >> 1;
        while (reader.Next())
        {
            // The fields at hand are four or eight pairs of one chunk.
            int pair = reader.Input >> 1;
            int inChunk = pair % PositionShape.PairsPerChunk;
            int chunk = pair - inChunk;
            int at = (chunk * outputs) + (reader.Output * PositionShape.ChunkPairs(pairs, chunk)) + inChunk;
            int first = inChunk * PositionShape.EntriesPerPair;
            int fields = reader.Fields;
            int sum = 0;
            int end = at + (reader.Count >> 1);
            for (; at < end; at++)
            {
                int entry = entries[fields & mask];
                fields >>= bits;
                numbers[at] = (byte)(first + entry);
                first += PositionShape.EntriesPerPair;
                sum += entry;
            }

            if ((reader.Count & 1) != 0)
            {
                // A weight without a partner; the partner is 0, which binary fields do not have.
                int entry = reader.Bits == 1 ? Entry(2 * (fields & 1), 1) : Entry(Weight(fields & 3), 1);
                numbers[at] = (byte)(first + entry);
                sum += entry;
            }

            reader.Positive[reader.Output] += (sum >> PositiveShift) & 0xFF;
            reader.Negative[reader.Output] += sum >> NegativeShift;
        }
    }

    private static int[] Entries(int bits)
    {
        int[] entries = new int[1 << (2 * bits)];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = bits == 1 ? Entry(2 * (i & 1), 2 * (i >> 1)) : Entry(Weight(i & 3), Weight(i >> 2));
        }

        return entries;
    }

    // An honest field is 0, 1 or 2.
    private static int Weight(int field)
    {
        return field > 2 ? 2 : field;
    }

    private static int Entry(int w0, int w1)
    {
        int positive = (w0 >> 1) + (w1 >> 1);
        int negative = (w0 == 0 ? 1 : 0) + (w1 == 0 ? 1 : 0);
        return (3 * w0) + w1 + (positive << PositiveShift) + (negative << NegativeShift);
    }
}
