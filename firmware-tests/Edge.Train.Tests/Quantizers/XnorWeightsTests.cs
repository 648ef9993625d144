using Edge.Train.Quantizers;

namespace Edge.Train.Tests.Quantizers;

public sealed class XnorWeightsTests
{
    [Fact]
    public void Each_channel_is_its_signs_times_its_mean_magnitude() =>
        Assert.Equal([2, -2, 2, -2, 0.5f, 0.5f, -0.5f, 0.5f], Matrices.Floats(new XnorWeights().Inference(Matrices.Of([1, -3, 0, -4, 0.2f, 0.8f, -0.9f, 0.1f], 2))), (a, b) => Math.Abs(a - b) < 1e-6);

    [Fact]
    public void The_scale_has_the_smallest_squared_error_of_all_scales()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            float[] w = Matrices.Random(50, seed);
            double alpha = Math.Abs(Matrices.Inference(new XnorWeights(), w)[0]);
            double best = Enumerable.Range(0, 4001).Select(i => i / 4000.0).MinBy(a => w.Sum(v => Math.Pow(v - (v >= 0 ? a : -a), 2)));
            Assert.InRange(alpha, best - 2.6e-4, best + 2.6e-4);
        }
    }

    [Fact]
    public void The_gradient_is_the_papers()
    {
        float[] w = [0.5f, -0.25f, 1.5f, -2, 0, 1];
        float[] upstream = [1, 2, 3, -4, 5, 6];
        double alpha = w.Average(v => Math.Abs((double)v));
        double[] expected = [.. w.Zip(upstream, (v, g) => g * (1.0 / 6 + alpha * (Math.Abs(v) <= 1 ? 1 : 0)))];
        Assert.Equal(expected, Matrices.Gradient(new XnorWeights().Forward, w, upstream).Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-5);
    }
}
