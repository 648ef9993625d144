using Edge.Train.Data;
using Edge.Train.Quantizers;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class AnalyticClipTests
{
    [Theory]
    [InlineData(2, 2.83)]
    [InlineData(3, 3.89)]
    [InlineData(4, 5.03)]
    public void The_Laplace_clipping_points_are_the_published_ones(int bits, double expected) => Assert.InRange(ClippingPoint.Laplace(1, bits), expected - 0.01, expected + 0.01);

    [Theory]
    [InlineData(2, 1.71)]
    [InlineData(3, 2.15)]
    [InlineData(4, 2.55)]
    public void The_Gauss_clipping_points_are_the_published_ones(int bits, double expected) => Assert.InRange(ClippingPoint.Gauss(1, bits), expected - 0.011, expected + 0.011);

    [Fact]
    public void Clipping_points_lie_where_a_scan_of_the_integrated_error_has_its_minimum()
    {
        foreach (int bits in (int[])[2, 4, 8])
        {
            Assert.InRange(ClippingPoint.Laplace(0.7, bits), 0.997 * Scan(x => Math.Exp(-x / 0.7) / 1.4, bits), 1.003 * Scan(x => Math.Exp(-x / 0.7) / 1.4, bits));
            double gauss = Scan(x => Math.Exp(-x * x / (2 * 0.49)) / Math.Sqrt(2 * Math.PI * 0.49), bits);
            Assert.InRange(ClippingPoint.Gauss(0.7, bits), 0.997 * gauss, 1.003 * gauss);
        }
    }

    [Fact]
    public void The_closed_forms_of_the_error_equal_the_integral()
    {
        foreach (double alpha in (double[])[0.5, 1.3, 2.9])
        {
            Assert.Equal(ClipError(x => Math.Exp(-x / 0.7) / 1.4, alpha) + alpha * alpha / (3 * 256), ClippingPoint.LaplaceError(0.7, alpha, 4), 1e-5);
            Assert.Equal(ClipError(x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), alpha) + alpha * alpha / (3 * 256), ClippingPoint.GaussError(1, alpha, 4), 1e-5);
        }
    }

    [Theory]
    [InlineData("laplace")]
    [InlineData("gauss")]
    public void Levels_are_the_middles_of_even_steps_up_to_the_clipping_point(string distribution)
    {
        float[] w = Matrices.Random(400, 5);
        double spread = distribution == "laplace" ? w.Average(v => Math.Abs((double)v)) : Math.Sqrt(w.Average(v => (double)v * v));
        double alpha = distribution == "laplace" ? ClippingPoint.Laplace(spread, 3) : ClippingPoint.Gauss(spread, 3);
        double[] levels = [.. Enumerable.Range(0, 8).Select(i => alpha * ((2 * i + 1) / 8.0 - 1))];
        double[] expected = [.. w.Select(v => levels.MinBy(l => Math.Abs(l - v)))];
        float[] actual = Matrices.Inference(new AnalyticClip(3, distribution, true, false), w);
        Assert.Equal(expected, actual.Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void On_Laplace_weights_the_error_is_what_theory_says_and_below_that_of_min_max()
    {
        SeededRandom random = new(1, 2);
        float[] w = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble()).Select(p => (float)(p < 0.5 ? Math.Log(2 * p) : -Math.Log(2 * (1 - p))))];
        double error = Error(w, new AnalyticClip(4, "laplace", true, false));
        double theory = ClippingPoint.LaplaceError(1, ClippingPoint.Laplace(1, 4), 4);

        // Theory takes the density as constant within a step, which a step of 0.63 b stretches; 20,000 draws add about 2 %.
        Assert.InRange(error, theory, 1.15 * theory);
        Assert.True(error < 0.7 * Error(w, new FixedWeights(4, true)));
    }

    [Fact]
    public void Auto_takes_for_each_channel_what_errs_least()
    {
        SeededRandom random = new(7, 7);
        float[] uniform = [.. Enumerable.Range(0, 500).Select(_ => (float)(2 * random.NextDouble() - 1))];
        float[] laplace = [.. Enumerable.Range(0, 500).Select(_ => random.NextDouble()).Select(p => (float)(p < 0.5 ? Math.Log(2 * p) : -Math.Log(2 * (1 - p))))];
        double Auto(float[] w) => Error(w, new AnalyticClip(4, "auto", true, false));
        foreach (float[] w in (float[][])[uniform, laplace, Matrices.Random(500, 6)])
        {
            Assert.True(Auto(w) <= Math.Min(Error(w, new AnalyticClip(4, "laplace", true, false)), Error(w, new AnalyticClip(4, "gauss", true, false))));
        }

        // Without tails there is nothing to clip: 16 steps over the whole range err by a twelfth of a step squared. 500 draws vary it by 4 %.
        Assert.InRange(Auto(uniform), 0.8 * Math.Pow(2.0 / 16, 2) / 12, 1.2 * Math.Pow(2.0 / 16, 2) / 12);
        float[] both = Matrices.Floats(new AnalyticClip(4, "auto", true, false).Inference(Matrices.Of([.. uniform, .. laplace], 2)));
        Assert.Equal([.. Matrices.Inference(new AnalyticClip(4, "auto", true, false), uniform), .. Matrices.Inference(new AnalyticClip(4, "auto", true, false), laplace)], both);
    }

    [Fact]
    public void Restored_spread_gives_each_channel_its_standard_deviation()
    {
        Tensor w = Matrices.Of(Matrices.Random(400, 9), 4);
        Tensor q = new AnalyticClip(2, "laplace", true, true).Inference(w);
        Assert.Equal(Matrices.Floats(w.std(1)), Matrices.Floats(q.std(1)), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void A_channel_of_zeros_stays_as_good_as_zero() =>
        Assert.All(Matrices.Floats(new AnalyticClip(4, "laplace", true, true).Inference(cat([zeros(1, 8), Matrices.Of(Matrices.Random(8, 1), 1)])))[..8], v => Assert.InRange(Math.Abs(v), 0, 1e-9));

    private static double Error(float[] w, IWeightQuantizer quantizer) =>
        w.Zip(Matrices.Inference(quantizer, w), (a, b) => ((double)a - b) * ((double)a - b)).Average();

    // Midpoint rule; density of |x| on one side, counted twice.
    private static double ClipError(Func<double, double> density, double alpha)
    {
        const int Steps = 20_000;
        double step = 12.0 / Steps;
        return 2 * Enumerable.Range(0, Steps).Select(i => (i + 0.5) * step).Sum(t => t * t * density(alpha + t) * step);
    }

    private static double Scan(Func<double, double> density, int bits)
    {
        (double best, double least) = (0, double.MaxValue);
        for (double alpha = 0.2; alpha < 9; alpha *= 1.002)
        {
            // Coarser than ClipError: 400 points of a smooth integrand.
            double step = 12.0 / 400;
            double clip = 2 * Enumerable.Range(0, 400).Select(i => (i + 0.5) * step).Sum(t => t * t * density(alpha + t) * step);
            double error = clip + alpha * alpha / (3 * Math.Pow(4, bits));
            (best, least) = error < least ? (alpha, error) : (best, least);
        }

        return best;
    }
}
