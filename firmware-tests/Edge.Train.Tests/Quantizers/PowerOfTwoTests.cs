using Edge.Train.Quantizers;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class PowerOfTwoTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Weights_take_the_power_of_two_nearest_on_the_log_scale(int bits)
    {
        float[] w = [.. Matrices.Random(400, bits, 0.3), 1e-20f, 0];
        double fullScale = Math.Floor(Math.Log2(w.Max(Math.Abs)) + 0.5);
        double[] powers = [.. Enumerable.Range(0, (1 << bits) + 1).Select(i => Math.Pow(2, fullScale - i))];
        double[] expected = [.. w.Select(v => v == 0 ? 0 : Math.Sign(v) * powers.MinBy(p => Math.Abs(Math.Log2(p) - Math.Log2(Math.Abs(v)))))];
        Assert.Equal(expected, Matrices.Inference(new PowerOfTwoWeights(bits, true), w).Select(v => (double)v));
    }

    [Fact]
    public void The_border_between_two_powers_is_their_geometric_mean() =>
        Assert.Equal([1, 0.5f, 0.5f, 0.25f], Matrices.Inference(new PowerOfTwoWeights(2, true), 1, 0.7071f, 0.3536f, 0.3535f));

    [Fact]
    public void Planes_hold_signed_powers_of_two_and_no_weight_lies_in_two()
    {
        QuantizedWeights q = new PowerOfTwoWeights(4, true).Quantize(Matrices.Of([.. Enumerable.Range(0, 20).Select(i => MathF.Pow(0.5f, i) * (i % 3 == 0 ? -1 : 1))], 1));
        Assert.Equal([0, 7, 14], q.Planes.Select(p => p.Shift));
        Assert.All(q.Planes.SelectMany(p => Matrices.Floats(p.Values)), v => Assert.True(v == 0 || Math.Log2(Math.Abs(v)) % 1 == 0));
        float[][] planes = [.. q.Planes.Select(p => Matrices.Floats(p.Values))];
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(1, planes.Count(p => p[i] != 0)));
    }

    [Fact]
    public void Two_exponent_bits_fit_one_plane() => Assert.Single(new PowerOfTwoWeights(2, true).Quantize(Matrices.Of(Matrices.Random(90, 1), 3)).Planes);

    [Fact]
    public void Any_integers_split_into_planes_that_add_up_to_them()
    {
        float[] integers = [.. Enumerable.Range(-70_000, 140_001).Where(i => i % 37 == 0).Select(i => (float)i), 63, 64, 65, -64, 127, 128, 8192];
        IReadOnlyList<QuantizedPlane> planes = IntegerPlanes.Split(Matrices.Of(integers, 1));
        Assert.Equal(integers, Matrices.Floats(new QuantizedWeights(planes, ones(1)).ToReal()));
        Assert.All(planes, p => Assert.All(Matrices.Floats(p.Values), v => Assert.InRange(v, -((1 << (p.Bits - 1)) - 1), (1 << (p.Bits - 1)) - 1)));
        Assert.Equal((2, WeightDomain.Ternary), (IntegerPlanes.Split(Matrices.Of([1, -1, 0], 1))[0].Bits, IntegerPlanes.Split(Matrices.Of([1, -1, 0], 1))[0].Domain));
        Assert.Equal(7, Assert.Single(IntegerPlanes.Split(Matrices.Of([63, -5], 1))).Bits);
    }
}
