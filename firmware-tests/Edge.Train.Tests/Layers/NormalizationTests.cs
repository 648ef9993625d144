using Edge.Train.Layers;
using Edge.Train.Tests.Quantizers;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Layers;

public sealed class NormalizationTests
{
    private const int Channels = 3;

    [Fact]
    public void RangeBN_divides_by_the_range_over_the_root_of_two_log_n()
    {
        (float[] x, float[] gamma, float[] beta) = Data();
        RangeNormalization norm = new(Channels);
        Set(norm, gamma, beta);
        float[] y = Matrices.Floats(norm.Forward(Batch(x), training: true));
        for (int c = 0; c < Channels; c++)
        {
            double[] channel = Of(x, c);
            double factor = gamma[c] * Math.Sqrt(2 * Math.Log(channel.Length)) / (channel.Max() - channel.Min());
            double mean = channel.Average();
            Assert.Equal(channel.Select(v => (v - mean) * factor + beta[c]), Of(y, c), (a, b) => Math.Abs(a - b) < 1e-3);
        }
    }

    [Fact]
    public void RangeBN_of_normal_values_halves_what_batch_norm_gives()
    {
        random.manual_seed(3);
        Tensor x = randn(64, Channels, 32, 32) * 3 + 1;
        RangeNormalization norm = new(Channels);
        Tensor y = norm.Forward(x, training: true);

        // The expected range of n normal values approaches 2 sqrt(2 ln n) deviations from below; at n = 65536 it is about 8 % short.
        Assert.All(Matrices.Floats(y.std([0, 2, 3])), s => Assert.InRange(s, 0.47, 0.60));
    }

    [Fact]
    public void The_gradient_of_RangeBN_is_the_finite_difference()
    {
        (float[] x, float[] gamma, float[] beta) = Data();
        float[] upstream = Matrices.Random(x.Length, 8);
        RangeNormalization norm = new(Channels);
        Set(norm, gamma, beta);
        Tensor input = Batch(x).requires_grad_();
        float[] found = Matrices.Floats(autograd.grad([(norm.Forward(input, training: true) * Batch(upstream)).sum()], [input])[0]);
        for (int i = 0; i < x.Length; i += 7)
        {
            double Loss(float shift)
            {
                float[] moved = [.. x];
                moved[i] += shift;
                return (norm.Forward(Batch(moved).to_type(ScalarType.Float64), training: true) * Batch(upstream)).sum().item<double>();
            }

            Assert.Equal((Loss(1e-3f) - Loss(-1e-3f)) / 2e-3, found[i], 2e-2);
        }
    }

    [Fact]
    public void Shift_based_batch_norm_is_batch_norm_with_powers_of_two_as_factors()
    {
        (float[] x, float[] gamma, float[] beta) = Data();
        ShiftNormalization norm = new(Channels);
        Set(norm, gamma, beta);
        float[] y = Matrices.Floats(norm.Forward(Batch(x), training: true));
        for (int c = 0; c < Channels; c++)
        {
            double[] channel = Of(x, c);
            double mean = channel.Average();
            double variance = channel.Average(v => (v - mean) * Ap2(v - mean));
            double factor = Ap2(1 / Math.Sqrt(variance + 1e-5)) * Ap2(gamma[c]);
            Assert.Equal(channel.Select(v => (v - mean) * factor + beta[c]), Of(y, c), (a, b) => Math.Abs(a - b) < 1e-4);

            // Each of the two factors is within sqrt(2) of the exact one, so is the deviation's estimate within its fourth root.
            double spread = Of(y, c).Select(v => v - beta[c]).Average(v => v * v);
            Assert.InRange(Math.Sqrt(spread) / Math.Abs(gamma[c]), 0.4, 2.5);
        }
    }

    [Fact]
    public void The_gradient_of_shift_based_batch_norm_is_the_chain_rule_with_powers_of_two_passed_straight_through()
    {
        (float[] x, float[] gamma, float[] beta) = Data();
        float[] upstream = Matrices.Random(x.Length, 8);
        ShiftNormalization norm = new(Channels);
        Set(norm, gamma, beta);
        Tensor input = Batch(x).requires_grad_();
        IList<Tensor> found = autograd.grad([(norm.Forward(input, training: true) * Batch(upstream)).sum()], [input, norm.Gamma]);
        for (int c = 0; c < Channels; c++)
        {
            // y = d F G + beta with d = x - mean, v = mean of d AP2(d), r = (v + epsilon)^(-1/2), F = AP2(r), G = AP2(gamma); each AP2 has the slope 1.
            double[] channel = Of(x, c);
            double[] u = Of(upstream, c);
            int n = channel.Length;
            double mean = channel.Average();
            double[] d = [.. channel.Select(v => v - mean)];
            double variance = d.Average(v => v * Ap2(v)) + 1e-5;
            (double f, double g) = (Ap2(1 / Math.Sqrt(variance)), Ap2(gamma[c]));
            double alongRoot = u.Zip(d, (a, b) => a * b).Sum() * g * -0.5 * Math.Pow(variance, -1.5);
            double[] slope = [.. u.Zip(d, (a, b) => (a * f * g) + (alongRoot * (b + Ap2(b)) / n))];
            Assert.Equal(slope.Select(s => s - slope.Average()), Of(Matrices.Floats(found[0]), c), (a, b) => Math.Abs(a - b) < 1e-4);
            Assert.Equal(u.Zip(d, (a, b) => a * b * f).Sum(), Matrices.Floats(found[1])[c], 1e-4);
        }
    }

    [Fact]
    public void Shift_based_batch_norm_describes_its_own_inference()
    {
        (float[] x, float[] gamma, float[] beta) = Data();
        ShiftNormalization norm = new(Channels);
        Set(norm, gamma, beta);
        norm.Forward(Batch(x), training: true);
        Trained.TrainedNorm described = norm.Describe();
        double[] y = Array.ConvertAll(Matrices.Floats(norm.Forward(Batch(x), training: false)), v => (double)v);
        for (int c = 0; c < Channels; c++)
        {
            double gain = described.Gamma[c] / Math.Sqrt(described.Variance[c] + described.Epsilon);
            Assert.Equal(Math.Round(Math.Log2(Math.Abs(gain))), Math.Log2(Math.Abs(gain)));
            Assert.Equal(Of(x, c).Select(v => (v - described.Mean[c]) * gain + described.Beta[c]), Of([.. y.Select(v => (float)v)], c), (a, b) => Math.Abs(a - b) < 1e-4);
        }
    }

    private static double Ap2(double v) => v == 0 ? 0 : Math.Sign(v) * Math.Pow(2, Math.Floor(Math.Log2(Math.Abs(v)) + 0.5));

    private static (float[] X, float[] Gamma, float[] Beta) Data() => (Matrices.Random(4 * Channels * 6, 21, 3), [1.3f, -0.6f, 0.9f], [0.2f, 0, -1]);

    private static Tensor Batch(float[] x) => tensor(x, 4, Channels, 2, 3);

    private static double[] Of(float[] x, int channel) => [.. x.Where((_, i) => i / 6 % Channels == channel).Select(v => (double)v)];

    private static void Set(Normalization norm, float[] gamma, float[] beta)
    {
        using IDisposable update = no_grad();
        norm.Gamma.copy_(tensor(gamma));
        norm.Beta.copy_(tensor(beta));
    }
}
