using Edge.Device.Kernels.Positions;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>
/// Reads a lane plane of ternary or binary weights straight into the pair numbers of <see cref="ConvPositions"/>, without keeping the plane:
/// for each chunk of 24 pairs, for each output, one byte a pair, 9 * pair in chunk + 3 * (w0 + 1) + (w1 + 1).
/// </summary>
internal static class PairLoader
{
    /// <summary>The number of a pair that adds nothing: entry 4 of the first pair is zero.</summary>
    private const byte Nothing = 4;
    private const int WordsPerRead = 60;

    /// <summary>Fills <paramref name="numbers"/>; positive[o] and negative[o] receive how many weights of an output are +1 and -1.</summary>
    public static Status Load(int[] program, int at, int encoding, int offset, SectionReader sections, byte[] numbers, int[] positive, int[] negative)
    {
        int inputs = PositionShape.Inputs(program, at);
        int outputs = program[at + LayerSlot.OutputChannels];
        int groups = (outputs + 3) >> 2;
        int words = (int)(SectionLength.OfPlane(encoding, false, outputs, inputs, 1) >> 3);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Nothing;
        }

        ulong[] buffer = new ulong[WordsPerRead];
        for (int word = 0; word < words; word += WordsPerRead)
        {
            int count = words - word < WordsPerRead ? words - word : WordsPerRead;
            Status status = sections.ReadWords(offset + (word * 8), buffer, 0, count);
            if (status != Status.Ok)
            {
                return status;
            }

            for (int i = 0; i < count; i++)
            {
                int block = (word + i) / groups;
                int first = ((word + i) % groups) << 2;
                int lanes = outputs - first < 4 ? outputs - first : 4;
                for (int lane = 0; lane < lanes; lane++)
                {
                    Scatter((int)(buffer[i] >> (lane << 4)) & 0xFFFF, encoding, block * (16 / encoding), inputs, first + lane, outputs, numbers, positive, negative);
                }
            }
        }

        return Status.Ok;
    }

    // The fields of one lane: the weights of output o for inputs k, k + 1, ...; k is even.
    private static void Scatter(int fields, int encoding, int k, int inputs, int o, int outputs, byte[] numbers, int[] positive, int[] negative)
    {
        int mask = (1 << encoding) - 1;
        int pairs = (inputs + 1) >> 1;
        int end = k + (16 / encoding) < inputs ? k + (16 / encoding) : inputs;
        for (; k < end; k += 2)
        {
            int w0 = Weight(fields & mask, encoding, o, positive, negative);
            fields >>= encoding;
            int w1 = k + 1 < inputs ? Weight(fields & mask, encoding, o, positive, negative) : 1;
            fields >>= encoding;
            int pair = k >> 1;
            int inChunk = pair % PositionShape.PairsPerChunk;
            int chunk = pair - inChunk;
            int at = (chunk * outputs) + (o * PositionShape.ChunkPairs(pairs, chunk)) + inChunk;
            numbers[at] = (byte)((inChunk * PositionShape.EntriesPerPair) + (3 * w0) + w1);
        }
    }

    /// <summary>0, 1, 2 for weights -1, 0, +1.</summary>
    private static int Weight(int field, int encoding, int o, int[] positive, int[] negative)
    {
        int w = encoding == Format.EncodingLanes1 ? 2 * field : field;
        if (w == 0)
        {
            negative[o]++;
        }
        else if (w == 2)
        {
            positive[o]++;
        }

        return w;
    }
}
