namespace Edge.Train.Compression;

/// <summary>
/// A canonical Huffman code (Huffman 1952; Deep Compression, section 4): frequent symbols get short words, and the lengths alone say what all words are: ascending by length,
/// then by symbol. Words are written with their highest bit first.
/// </summary>
public sealed class HuffmanCode
{
    private readonly int[] words;

    private HuffmanCode(int[] lengths) => (Lengths, words) = (lengths, Words(lengths));

    /// <summary>Bits of each symbol's word; 0 where a symbol never occurs.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>The best code for symbols that occur this often. One symbol alone gets a word of one bit.</summary>
    /// <param name="counts">By symbol; at least one positive.</param>
    public static HuffmanCode Of(IReadOnlyList<long> counts)
    {
        int[] lengths = new int[counts.Count];
        int[] used = [.. Enumerable.Range(0, counts.Count).Where(s => counts[s] > 0)];
        if (used.Length == 0)
        {
            throw new ArgumentException("no symbol occurs", nameof(counts));
        }

        if (used.Length == 1)
        {
            lengths[used[0]] = 1;
            return new HuffmanCode(lengths);
        }

        // A tree is the list of its symbols; joining two makes the words of all of them one bit longer. The order among equal counts is fixed, so the code is.
        var trees = new PriorityQueue<int[], (long Count, int First)>();
        foreach (int symbol in used)
        {
            trees.Enqueue([symbol], (counts[symbol], symbol));
        }

        while (trees.Count > 1)
        {
            trees.TryDequeue(out int[]? a, out (long Count, int First) first);
            trees.TryDequeue(out int[]? b, out (long Count, int First) second);
            int[] joined = [.. a!, .. b!];
            foreach (int symbol in joined)
            {
                lengths[symbol]++;
            }

            trees.Enqueue(joined, (first.Count + second.Count, Math.Min(first.First, second.First)));
        }

        return new HuffmanCode(lengths);
    }

    /// <summary>How many bits these symbols take.</summary>
    public long BitsOf(IEnumerable<int> symbols) => symbols.Sum(s => (long)Lengths[s]);

    /// <summary>Writes symbols one after the other; the last byte is filled with zeros.</summary>
    public byte[] Encode(IReadOnlyList<int> symbols)
    {
        byte[] bytes = new byte[(BitsOf(symbols) + 7) / 8];
        long at = 0;
        foreach (int symbol in symbols)
        {
            if (Lengths[symbol] == 0)
            {
                throw new ArgumentException($"symbol {symbol} has no word", nameof(symbols));
            }

            for (int bit = Lengths[symbol] - 1; bit >= 0; bit--, at++)
            {
                bytes[at / 8] |= (byte)((words[symbol] >> bit & 1) << (int)(7 - at % 8));
            }
        }

        return bytes;
    }

    /// <summary>Reads symbols back; null where the bytes end too early or hold a word that no symbol has.</summary>
    public int[]? Decode(byte[] bytes, int count)
    {
        Dictionary<(int Length, int Word), int> symbols = [];
        for (int s = 0; s < Lengths.Count; s++)
        {
            if (Lengths[s] > 0)
            {
                symbols[(Lengths[s], words[s])] = s;
            }
        }

        int longest = Lengths.Max();
        int[] read = new int[count];
        long at = 0;
        for (int i = 0; i < count; i++)
        {
            (int word, int length) = (0, 0);
            while (!symbols.TryGetValue((length, word), out read[i]))
            {
                if (length == longest || at == 8L * bytes.Length)
                {
                    return null;
                }

                word = word << 1 | bytes[at / 8] >> (int)(7 - at % 8) & 1;
                length++;
                at++;
            }
        }

        return read;
    }

    /// <summary>Shannon's bound: bits that no code of single symbols can go below.</summary>
    public static double Entropy(IReadOnlyList<long> counts)
    {
        double total = counts.Sum();
        return counts.Where(c => c > 0).Sum(c => c * Math.Log2(total / c));
    }

    private static int[] Words(int[] lengths)
    {
        int[] words = new int[lengths.Length];
        (int next, int length) = (0, 0);
        foreach (int symbol in Enumerable.Range(0, lengths.Length).Where(s => lengths[s] > 0).OrderBy(s => lengths[s]).ThenBy(s => s))
        {
            next <<= lengths[symbol] - length;
            length = lengths[symbol];
            words[symbol] = next++;
        }

        return words;
    }
}
