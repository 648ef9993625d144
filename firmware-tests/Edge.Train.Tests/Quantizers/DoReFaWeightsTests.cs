using Edge.Train.Quantizers;
using Edge.Train.Trained;

namespace Edge.Train.Tests.Quantizers;

public sealed class DoReFaWeightsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void Forward_equals_the_formula_in_double(int bits)
    {
        float[] w = Matrices.Random(300, bits, 2);
        double largest = w.Max(v => Math.Abs(Math.Tanh(v)));
        double n = Math.Pow(2, bits) - 1;
        double[] expected = [.. w.Select(v => 2 * Math.Floor(n * (Math.Tanh(v) / (2 * largest) + 0.5) + 0.5) / n - 1)];
        float[] actual = Matrices.Inference(new DoReFaWeights(bits), w);

        // A weight within float32's rounding of a tie may take either level.
        Assert.Equal(expected, actual.Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-5 || (Math.Abs(a - b) < 2.001 / n && bits == 8));
        Assert.True(expected.Zip(actual, (a, b) => Math.Abs(a - b) < 1e-5).Count(same => same) >= 298);
        Assert.True(actual.Distinct().Count() <= 1 << bits);
    }

    [Fact]
    public void One_bit_is_the_sign_times_the_layers_mean_magnitude() =>
        Assert.Equal([2, -2, 2, -2], Matrices.Floats(new DoReFaWeights(1).Inference(Matrices.Of([1, -3, 0, -4], 2))));

    [Fact]
    public void Zero_lies_between_two_levels_and_takes_the_upper_one() => Assert.Equal([1, 1 / 3f], Matrices.Inference(new DoReFaWeights(2), 1, 0), (a, b) => Math.Abs(a - b) < 1e-6);

    [Fact]
    public void The_gradient_is_that_of_tanh_over_its_maximum()
    {
        float[] w = Matrices.Random(12, 4, 1.5);
        float[] upstream = Matrices.Random(12, 5);
        double Loss(float[] x)
        {
            double largest = x.Max(v => Math.Abs(Math.Tanh(v)));
            return x.Zip(upstream, (v, g) => g * Math.Tanh(v) / largest).Sum();
        }

        float[] gradient = Matrices.Gradient(new DoReFaWeights(3).Forward, w, upstream);
        for (int i = 0; i < w.Length; i++)
        {
            float[] above = [.. w];
            float[] below = [.. w];
            above[i] += 1e-3f;
            below[i] -= 1e-3f;
            Assert.Equal((Loss(above) - Loss(below)) / ((double)above[i] - below[i]), gradient[i], 4);
        }
    }

    [Fact]
    public void Integers_are_odd_and_zero_weights_harmless()
    {
        QuantizedWeights q = new DoReFaWeights(4).Quantize(Matrices.Of(Matrices.Random(60, 1), 2));
        Assert.Equal((WeightDomain.Odd, 4), (q.Planes[0].Domain, q.Planes[0].Bits));
        Assert.All(Matrices.Floats(q.Planes[0].Values), v => Assert.Equal(1, Math.Abs(v % 2)));
        Assert.All(Matrices.Inference(new DoReFaWeights(4), 0, 0), v => Assert.True(float.IsFinite(v)));
    }
}
