namespace Edge.Train.Compression;

/// <summary>What a layer takes on disk after each stage of Deep Compression (Han, Mao, Dally 2016, table 4), in bits.</summary>
/// <param name="Float">32 bits a weight.</param>
/// <param name="Indexed">An index into the codebook and a run length for each stored weight, and the codebook of 8-bit values.</param>
/// <param name="Coded">The same with Huffman-coded indices and runs; the code's lengths, 5 bits a symbol, are counted.</param>
public sealed record CompressedSize(long Float, long Indexed, long Coded)
{
    private const int LengthBits = 5;
    private const int ValueBits = 8;

    /// <param name="codes">0 where pruned, else 1 + cluster.</param>
    /// <param name="indexBits">Bits of a cluster's number.</param>
    public static CompressedSize Of(IReadOnlyList<int> codes, int indexBits, int runBits = 5)
    {
        RunLengths runs = RunLengths.Of(codes, runBits);
        long codebook = (long)ValueBits << indexBits;
        long indexed = runs.Runs.Count * (long)(indexBits + runBits) + codebook;
        long coded = CodedBits(runs.Codes, (1 << indexBits) + 1) + CodedBits(runs.Runs, 1 << runBits) + codebook;
        return new CompressedSize(32L * codes.Count, indexed, coded);
    }

    private static long CodedBits(IReadOnlyList<int> symbols, int alphabet)
    {
        long[] counts = new long[alphabet];
        foreach (int symbol in symbols)
        {
            counts[symbol]++;
        }

        return symbols.Count == 0 ? 0 : HuffmanCode.Of(counts).BitsOf(symbols) + (long)LengthBits * alphabet;
    }
}
