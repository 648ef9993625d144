using Edge.Train.Data;
using Edge.Train.Quantizers;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class BitAllocationTests
{
    [Fact]
    public void Channels_eight_times_as_wide_get_two_bits_more() => Assert.Equal([3, 5], BitAllocation.Allocate([1, 8], 4, 2, 8));

    [Fact]
    public void Equal_channels_get_the_average() => Assert.Equal([4, 4, 4], BitAllocation.Allocate([0.3, 0.3, 0.3], 4, 2, 8));

    [Fact]
    public void A_channel_of_zeros_gets_the_least() => Assert.Equal(2, BitAllocation.Allocate([0, 1, 1], 4, 2, 8)[0]);

    [Fact]
    public void The_offset_is_the_largest_of_all_that_keep_the_budget()
    {
        SeededRandom random = new(4, 4);
        for (int trial = 0; trial < 40; trial++)
        {
            int channels = 1 + (int)(random.NextDouble() * 12);
            int average = 2 + trial % 6;
            double[] alpha = [.. Enumerable.Range(0, channels).Select(_ => Math.Exp(3 * random.NextDouble()))];
            int[] expected = Scan(alpha, average);
            int[] actual = BitAllocation.Allocate(alpha, average, 2, 8);
            Assert.True(expected.Sum() == actual.Sum(), $"trial {trial}: {string.Join(' ', expected)} and {string.Join(' ', actual)}");
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Wider_channels_never_get_fewer_bits()
    {
        double[] alpha = [.. Enumerable.Range(1, 30).Select(i => (double)i * i)];
        int[] bits = BitAllocation.Allocate(alpha, 5, 2, 8);
        Assert.Equal(bits.Order(), bits);
        Assert.True(bits.Average() <= 5);
        Assert.True(bits.Distinct().Count() > 2);
    }

    [Fact]
    public void Each_channel_has_at_most_the_levels_of_its_width_and_wide_channels_err_less_than_at_the_average()
    {
        Tensor w = cat([.. Enumerable.Range(0, 6).Select(c => Matrices.Of(Matrices.Random(300, c, Math.Pow(3, c)), 1))]);
        AllocatedBits quantizer = new(4, "laplace", false);
        int[] widths = quantizer.Widths(w);
        float[] q = Matrices.Floats(quantizer.Inference(w));
        for (int c = 0; c < 6; c++)
        {
            Assert.True(q[(300 * c)..(300 * (c + 1))].Distinct().Count() <= 1 << widths[c]);
        }

        Assert.True(widths[5] > widths[0]);
        double allocated = (double)(quantizer.Inference(w) - w).square().sum().item<float>();
        double even = (double)(new AnalyticClip(4, "laplace", true, false).Inference(w) - w).square().sum().item<float>();
        Assert.True(allocated < even, $"{allocated} against {even}");
    }

    // All offsets on a fine grid: slow and obvious.
    private static int[] Scan(double[] alpha, int average)
    {
        int[] best = [.. alpha.Select(_ => 2)];
        for (double t = -10; t < 12; t += 0.001)
        {
            int[] bits = [.. alpha.Select(a => (int)Math.Clamp(Math.Floor(t + 2.0 / 3 * Math.Log2(a) + 0.5), 2, 8))];
            best = bits.Sum() <= average * alpha.Length ? bits : best;
        }

        return best;
    }
}
