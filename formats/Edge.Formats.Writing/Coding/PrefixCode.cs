namespace Edge.Formats.Writing.Coding;

/// <summary>
/// The lengths and words of a complete canonical prefix code of at most <see cref="Format.MaxWordBits"/> bits: Huffman's (1952), on halved counts where that one is longer.
/// Words ascend by length, and within a length in the order of the symbols.
/// </summary>
internal static class PrefixCode
{
    /// <summary>Bits of each symbol's word.</summary>
    /// <param name="counts">By symbol: two or more, all positive.</param>
    public static int[] Lengths(IReadOnlyList<long> counts)
    {
        long[] weights = [.. counts];
        int[] lengths = Huffman(weights);
        while (lengths.Max() > Format.MaxWordBits)
        {
            weights = [.. weights.Select(weight => (weight + 1) / 2)];
            lengths = Huffman(weights);
        }

        return lengths;
    }

    /// <summary>The word of each symbol; the symbols stand in the order of their lengths.</summary>
    public static int[] Words(IReadOnlyList<int> ascendingLengths)
    {
        int[] words = new int[ascendingLengths.Count];
        for (int i = 1; i < words.Length; i++)
        {
            words[i] = (words[i - 1] + 1) << (ascendingLengths[i] - ascendingLengths[i - 1]);
        }

        return words;
    }

    // The order among equal weights is fixed, so that equal planes give equal bytes.
    private static int[] Huffman(long[] weights)
    {
        int[] lengths = new int[weights.Length];
        var trees = new PriorityQueue<int[], (long Weight, int First)>();
        for (int symbol = 0; symbol < weights.Length; symbol++)
        {
            trees.Enqueue([symbol], (weights[symbol], symbol));
        }

        while (trees.Count > 1)
        {
            trees.TryDequeue(out int[]? a, out (long Weight, int First) first);
            trees.TryDequeue(out int[]? b, out (long Weight, int First) second);
            int[] joined = [.. a!, .. b!];
            foreach (int symbol in joined)
            {
                lengths[symbol]++;
            }

            trees.Enqueue(joined, (first.Weight + second.Weight, Math.Min(first.First, second.First)));
        }

        return lengths;
    }
}
