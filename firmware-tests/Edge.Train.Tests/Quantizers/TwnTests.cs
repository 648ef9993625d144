using Edge.Train.Quantizers;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class TwnTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(100)]
    public void The_approximate_form_equals_its_definition_in_double(int count)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            float[] w = Matrices.Random(count, seed);
            double threshold = 0.75 * w.Average(v => Math.Abs((double)v));
            double[] kept = [.. w.Where(v => Math.Abs(v) > threshold).Select(v => Math.Abs((double)v))];
            double alpha = kept.Length == 0 ? 0 : kept.Average();
            double[] expected = [.. w.Select(v => Math.Abs(v) > threshold ? Math.Sign(v) * alpha : 0)];
            Assert.Equal(expected, Matrices.Inference(new TwnApproximate(0.75, true), w).Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(2, 1000)]
    [InlineData(3, 1000)]
    [InlineData(17, 300)]
    [InlineData(200, 20)]
    public void The_exact_form_has_the_smallest_squared_error_of_all_thresholds(int count, int trials)
    {
        TwnExact quantizer = new(perChannel: true);
        for (int seed = 0; seed < trials; seed++)
        {
            float[] w = Matrices.Random(count, seed);
            float[] q = Matrices.Inference(quantizer, w);
            double error = w.Zip(q, (a, b) => ((double)a - b) * ((double)a - b)).Sum();
            Assert.InRange(error, 0, SmallestError(w) + 1e-6);
        }
    }

    [Fact]
    public void The_exact_form_is_never_worse_than_the_approximate_one()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            float[] w = Matrices.Random(64, seed);
            Assert.True(Error(w, new TwnExact(true)) <= Error(w, new TwnApproximate(0.75, true)) + 1e-6);
        }
    }

    [Fact]
    public void Equal_magnitudes_are_kept_or_dropped_together()
    {
        foreach (float[] w in (float[][])[[0.5f, -0.5f, 0.5f, 0.1f, -0.1f], [1, 1, 1, 1], [0.3f, -0.3f, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f]])
        {
            float[] q = Matrices.Inference(new TwnExact(true), w);
            foreach (IGrouping<float, int> group in Enumerable.Range(0, w.Length).GroupBy(i => Math.Abs(w[i])))
            {
                Assert.Single(group.Select(i => Math.Abs(q[i])).Distinct());
            }
        }
    }

    [Fact]
    public void A_weight_equal_to_the_threshold_is_dropped()
    {
        // Mean |w| is 1, so with factor 1 the threshold is 1: only the 2 exceeds it.
        Assert.Equal([0, 2, 0, 0], Matrices.Inference(new TwnApproximate(1, true), 1, 2, -1, 0));
    }

    [Fact]
    public void Weights_that_are_all_zero_stay_zero_with_a_positive_scale()
    {
        foreach (IWeightQuantizer quantizer in (IWeightQuantizer[])[new TwnApproximate(0.75, true), new TwnExact(true), new TwnExact(false)])
        {
            QuantizedWeights weights = quantizer.Quantize(zeros(2, 5));
            Assert.All(Matrices.Floats(weights.Planes[0].Values), v => Assert.Equal(0, v));
            Assert.All(Matrices.Floats(weights.Scale), s => Assert.True(s > 0));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Scales_are_one_a_channel_or_one_a_layer(bool perChannel)
    {
        float[] w = [1, 1, 1, 1, 10, 10, 10, 10];
        QuantizedWeights weights = new TwnApproximate(0.75, perChannel).Quantize(Matrices.Of(w, 2));
        Assert.Equal(perChannel ? [1, 10] : [10], Matrices.Floats(weights.Scale));
        Assert.Equal(perChannel ? [1, 1, 1, 1, 1, 1, 1, 1] : [0, 0, 0, 0, 1, 1, 1, 1], Matrices.Floats(weights.Planes[0].Values));
        Assert.Equal((WeightDomain.Ternary, 2, 0), (weights.Planes[0].Domain, weights.Planes[0].Bits, weights.Planes[0].Shift));
    }

    private static double Error(float[] w, IWeightQuantizer quantizer) =>
        w.Zip(Matrices.Inference(quantizer, w), (a, b) => ((double)a - b) * ((double)a - b)).Sum();

    // Every threshold that makes a difference, with the best scale for it.
    private static double SmallestError(float[] w)
    {
        double best = w.Sum(v => (double)v * v);
        foreach (float threshold in w.Select(Math.Abs).Append(-1))
        {
            double[] kept = [.. w.Where(v => Math.Abs(v) > threshold).Select(v => Math.Abs((double)v))];
            if (kept.Length > 0)
            {
                double alpha = kept.Average();
                best = Math.Min(best, w.Sum(v => Math.Pow(Math.Abs(v) > threshold ? Math.Abs(v) - alpha : v, 2)));
            }
        }

        return best;
    }
}
