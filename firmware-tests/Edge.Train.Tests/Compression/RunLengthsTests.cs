using Edge.Train.Compression;
using Edge.Train.Data;

namespace Edge.Train.Tests.Compression;

public sealed class RunLengthsTests
{
    [Fact]
    public void A_run_that_is_too_long_gets_a_zero_code_in_between()
    {
        // The paper's figure 2: distances of at most 8 positions, here 7 zeros and a code.
        RunLengths runs = RunLengths.Of([0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0], 3);
        Assert.Equal([1, 7, 1], runs.Runs);
        Assert.Equal([3, 0, 9], runs.Codes);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.97)]
    [InlineData(1.0)]
    public void What_is_stored_expands_to_what_was_there(double zeros)
    {
        SeededRandom random = new(5, 5);
        foreach (int bits in (int[])[1, 3, 5])
        {
            int[] codes = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble() < zeros ? 0 : 1 + (int)(random.NextDouble() * 15))];
            RunLengths runs = RunLengths.Of(codes, bits);
            Assert.All(runs.Runs, r => Assert.InRange(r, 0, (1 << bits) - 1));
            Assert.Equal(codes, runs.Expand()!);
        }
    }

    [Fact]
    public void Runs_beyond_the_length_are_found_out() => Assert.Null(new RunLengths([3, 3], [1, 1], 6).Expand());

    [Fact]
    public void Pruned_and_coded_weights_take_a_small_share_of_the_float_ones()
    {
        SeededRandom random = new(6, 6);

        // Nine tenths are zero; the clusters of the rest are unevenly filled.
        int[] codes = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble() < 0.9 ? 0 : 1 + (int)(32 * Math.Pow(random.NextDouble(), 4)))];
        CompressedSize size = CompressedSize.Of(codes, 5);
        Assert.Equal(640_000, size.Float);
        Assert.True(size.Coded < 0.9 * size.Indexed);
        Assert.InRange((double)size.Float / size.Coded, 25, 45);
    }
}
