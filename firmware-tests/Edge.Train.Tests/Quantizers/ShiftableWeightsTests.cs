using Edge.Train.Quantizers;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class ShiftableWeightsTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(4, 4)]
    [InlineData(6, 3)]
    public void Small_weights_keep_the_lower_bits_and_large_ones_the_upper(int bits, int shift)
    {
        float[] w = Matrices.Random(400, bits + shift);
        double largest = w.Max(Math.Abs);
        double levels = (1 << (bits - 1)) - 1;
        double fine = largest / (levels * (1 << shift));
        double[] expected = [.. w.Select(v =>
        {
            double step = Math.Abs(v) < largest / (1 << shift) ? fine : fine * (1 << shift);
            return Math.Clamp(Math.Floor(v / step + 0.5), -levels, levels) * step;
        })];
        float[] actual = Matrices.Inference(new ShiftableWeights(bits, shift, false), w);

        // float32 may put a weight next to a tie on its other side.
        Assert.True(expected.Zip(actual, (a, b) => Math.Abs(a - b) < 1e-5).Count(same => same) >= 398);
    }

    [Fact]
    public void Each_weight_lies_in_one_of_two_planes()
    {
        QuantizedWeights q = new ShiftableWeights(4, 3, false).Quantize(Matrices.Of(Matrices.Random(200, 1), 2));
        Assert.Equal([0, 3], q.Planes.Select(p => p.Shift));
        float[] low = Matrices.Floats(q.Planes[0].Values);
        float[] high = Matrices.Floats(q.Planes[1].Values);
        Assert.All(low.Zip(high), p => Assert.True(p.First == 0 || p.Second == 0));
        Assert.Contains(low, v => v != 0);
        Assert.Contains(high, v => v != 0);
    }

    [Fact]
    public void The_flag_saves_error_on_small_weights_at_no_cost_for_large_ones()
    {
        Tensor w = Matrices.Of(Matrices.Random(3000, 5), 1);
        double plain = (double)(new FixedWeights(4, false).Inference(w) - w).square().mean().item<float>();
        double shifted = (double)(new ShiftableWeights(4, 2, false).Inference(w) - w).square().mean().item<float>();
        Assert.True(shifted < 0.9 * plain, $"{shifted} against {plain}");
    }

    [Fact]
    public void Stochastic_rounding_is_unbiased_in_both_positions()
    {
        // max 1, N = 4, L = 2: fine step 1/28 below 0.25, coarse step 1/7 above. 20,000 draws each: six deviations of the mean are 6 * 0.5 / sqrt(20000) = 0.022 steps.
        random.manual_seed(3);
        float[] w = [1, .. Enumerable.Repeat(0.1f, 20_000), .. Enumerable.Repeat(0.5f, 20_000)];
        float[] q = Matrices.Floats(new ShiftableWeights(4, 2, true).Forward(Matrices.Of(w, 1)));
        Assert.InRange(q[1..20_001].Average(), 0.1 - 0.022 / 28, 0.1 + 0.022 / 28);
        Assert.InRange(q[20_001..].Average(), 0.5 - 0.022 / 7, 0.5 + 0.022 / 7);
    }
}
