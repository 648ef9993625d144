using Edge.Train.Compression;
using Edge.Train.Data;

namespace Edge.Train.Tests.Compression;

public sealed class HuffmanCodeTests
{
    [Fact]
    public void The_textbook_code_is_found()
    {
        HuffmanCode code = HuffmanCode.Of([45, 13, 12, 16, 9, 5]);
        Assert.Equal([1, 3, 3, 3, 4, 4], code.Lengths);
    }

    [Fact]
    public void The_average_word_lies_between_the_entropy_and_one_bit_above()
    {
        SeededRandom random = new(1, 8);
        for (int trial = 0; trial < 300; trial++)
        {
            long[] counts = Counts(random, 2 + trial % 60);
            double entropy = HuffmanCode.Entropy(counts);
            HuffmanCode code = HuffmanCode.Of(counts);
            double bits = counts.Select((c, s) => (double)c * code.Lengths[s]).Sum();
            Assert.InRange(bits, entropy - 1e-6, entropy + Math.Max(1, counts.Sum()));
            Assert.True(bits < entropy + counts.Sum() || counts.Count(c => c > 0) == 1);
        }
    }

    [Fact]
    public void Word_lengths_fill_the_tree_exactly()
    {
        SeededRandom random = new(2, 8);
        for (int trial = 0; trial < 100; trial++)
        {
            long[] counts = Counts(random, 2 + trial % 40);
            if (counts.Count(c => c > 0) > 1)
            {
                Assert.Equal(1, HuffmanCode.Of(counts).Lengths.Where(l => l > 0).Sum(l => Math.Pow(2, -l)));
            }
        }
    }

    [Fact]
    public void No_code_of_four_symbols_is_shorter()
    {
        SeededRandom random = new(3, 8);
        int[][] complete = [[1, 2, 3, 3], [2, 2, 2, 2]];
        for (int trial = 0; trial < 100; trial++)
        {
            long[] counts = [.. Enumerable.Range(0, 4).Select(_ => 1 + (long)(random.NextDouble() * 50))];
            long[] falling = [.. counts.OrderDescending()];
            HuffmanCode code = HuffmanCode.Of(counts);
            Assert.Equal(complete.Min(lengths => falling.Zip(lengths, (c, l) => c * l).Sum()), counts.Select((c, s) => c * code.Lengths[s]).Sum());
        }
    }

    [Fact]
    public void Powers_of_two_reach_the_entropy_exactly()
    {
        long[] counts = [64, 32, 16, 8, 4, 2, 1, 1];
        HuffmanCode code = HuffmanCode.Of(counts);
        Assert.Equal(HuffmanCode.Entropy(counts), counts.Select((c, s) => (double)c * code.Lengths[s]).Sum());
    }

    [Fact]
    public void What_is_encoded_is_decoded()
    {
        SeededRandom random = new(4, 8);
        for (int trial = 0; trial < 50; trial++)
        {
            int[] symbols = [.. Enumerable.Range(0, 1 + trial * 7).Select(_ => (int)(random.NextDouble() * random.NextDouble() * 30))];
            long[] counts = new long[30];
            foreach (int s in symbols)
            {
                counts[s]++;
            }

            HuffmanCode code = HuffmanCode.Of(counts);
            byte[] bytes = code.Encode(symbols);
            Assert.Equal((code.BitsOf(symbols) + 7) / 8, bytes.Length);
            Assert.Equal(symbols, code.Decode(bytes, symbols.Length)!);
        }
    }

    [Fact]
    public void Words_are_canonical_and_equal_counts_always_give_the_same_code()
    {
        // Lengths 2 1 3 3: symbol 1 is 0, symbol 0 is 10, symbols 2 and 3 are 110 and 111.
        HuffmanCode code = HuffmanCode.Of([4, 9, 1, 2]);
        Assert.Equal([2, 1, 3, 3], code.Lengths);
        Assert.Equal([0b0101_1011, 0b1000_0000], code.Encode([1, 0, 2, 3]));
        Assert.Equal(HuffmanCode.Of([1, 1, 1, 1, 1]).Lengths, HuffmanCode.Of([1, 1, 1, 1, 1]).Lengths);
    }

    [Fact]
    public void One_symbol_alone_takes_a_bit()
    {
        HuffmanCode code = HuffmanCode.Of([0, 7, 0]);
        Assert.Equal([0, 1, 0], code.Lengths);
        Assert.Equal([1, 1, 1], code.Decode(code.Encode([1, 1, 1]), 3)!);
    }

    [Fact]
    public void Bytes_that_end_too_early_or_hold_no_word_are_found_out()
    {
        HuffmanCode code = HuffmanCode.Of([1, 1, 1, 5]);
        Assert.Null(code.Decode([], 1));
        Assert.Null(code.Decode(code.Encode([0, 0, 0]), 30));
        Assert.Null(HuffmanCode.Of([0, 7]).Decode([0xff], 1));
    }

    [Fact]
    public void Symbols_without_a_word_and_alphabets_without_a_symbol_are_refused()
    {
        Assert.Throws<ArgumentException>(() => HuffmanCode.Of([0, 0]));
        Assert.Throws<ArgumentException>(() => HuffmanCode.Of([1, 0, 1]).Encode([1]));
    }

    private static long[] Counts(SeededRandom random, int symbols)
    {
        long[] counts = [.. Enumerable.Range(0, symbols).Select(_ => (long)(1000 * Math.Pow(random.NextDouble(), 6)))];
        counts[0]++;
        return counts;
    }
}
