using Edge.Device.Kernels.Positions;

namespace Edge.Device.Loading;

/// <summary>
/// Makes the pair numbers of <see cref="ConvPositions"/>: for each chunk of 24 pairs, for each output, one byte a pair, 9 * pair in chunk + 3 * (w0 + 1) + (w1 + 1).
/// </summary>
internal static class PairLoader
{
    /// <summary>The number of a pair that adds nothing: entry 4 of the first pair is zero.</summary>
    private const byte Nothing = 4;

    /// <summary>Fills <paramref name="numbers"/> with all weights of <paramref name="reader"/>.</summary>
    public static void Load(TernaryReader reader, int inputs, int outputs, byte[] numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Nothing;
        }

        int pairs = (inputs + 1) >> 1;
        while (reader.Next())
        {
            for (int i = 0; i < reader.Count; i += 2)
            {
                int w0 = reader.Take();
                int w1 = i + 1 < reader.Count ? reader.Take() : 1;
                int pair = (reader.Input + i) >> 1;
                int inChunk = pair % PositionShape.PairsPerChunk;
                int chunk = pair - inChunk;
                int at = (chunk * outputs) + (reader.Output * PositionShape.ChunkPairs(pairs, chunk)) + inChunk;
                numbers[at] = (byte)((inChunk * PositionShape.EntriesPerPair) + (3 * w0) + w1);
            }
        }
    }
}
