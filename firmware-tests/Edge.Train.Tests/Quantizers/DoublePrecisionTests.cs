using Edge.Train.Quantizers;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class DoublePrecisionTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void The_planes_are_the_rounded_weight_and_the_rounded_rest(int bits)
    {
        float[] w = Matrices.Random(300, bits);
        QuantizedWeights q = new DoublePrecisionWeights(bits, true, false).Quantize(Matrices.Of(w, 1));
        int levels = (1 << (bits - 1)) - 1;
        double step = w.Max(Math.Abs) / (double)levels;
        float[] low = Matrices.Floats(q.Planes[0].Values);
        float[] high = Matrices.Floats(q.Planes[1].Values);
        Assert.Equal((0, bits), (q.Planes[0].Shift, q.Planes[1].Shift));
        Assert.All(q.Planes, p => Assert.Equal(bits, p.Bits));
        for (int i = 0; i < w.Length; i++)
        {
            double h = Math.Floor(w[i] / step + 0.5);
            double l = Math.Clamp(Math.Floor((w[i] / step - h) * (1 << bits) + 0.5), -levels, levels);

            // In float32 a weight next to a tie may fall to its other side: then both planes move by one step each.
            Assert.True((high[i] == h && Math.Abs(low[i] - l) <= 1) || Math.Abs(Math.Abs(w[i] / step - h) - 0.5) < 1e-4, $"{w[i]}");
        }
    }

    [Fact]
    public void Training_sees_one_plane_and_deployment_two_unless_it_is_fine_tuned()
    {
        Tensor w = Matrices.Of(Matrices.Random(200, 2), 2);
        Assert.Equal(Matrices.Floats(new FixedWeights(3, true).Inference(w)), Matrices.Floats(new DoublePrecisionWeights(3, true, false).Forward(w)));
        Assert.Equal(Matrices.Floats(new DoublePrecisionWeights(3, true, true).Inference(w)), Matrices.Floats(new DoublePrecisionWeights(3, true, true).Forward(w)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Two_planes_err_far_less_than_one(int bits)
    {
        Tensor w = Matrices.Of(Matrices.Random(2000, 6), 4);
        double one = (double)(new FixedWeights(bits, true).Inference(w) - w).square().mean().item<float>();
        double two = (double)(new DoublePrecisionWeights(bits, true, false).Inference(w) - w).square().mean().item<float>();
        Assert.True(two < one / 6, $"{two} against {one}");
    }

    [Fact]
    public void Weights_that_are_all_zero_stay_zero() => Assert.Equal([0, 0, 0], Matrices.Inference(new DoublePrecisionWeights(2, true, false), 0, 0, 0));
}
