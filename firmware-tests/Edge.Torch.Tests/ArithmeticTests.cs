using TorchSharp;
using static TorchSharp.torch;

namespace Edge.Torch.Tests;

public sealed class ArithmeticTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Adds_subtracts_multiplies_and_divides_with_broadcasting()
    {
        Tensor a = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [2, 3]), b = tensor(new float[] { 2, 4, 8 });
        Expect.Values(a + b, [2, 3], new float[] { 3, 6, 11, 6, 9, 14 });
        Expect.Values(a - b, [2, 3], new float[] { -1, -2, -5, 2, 1, -2 });
        Expect.Values(a * b, [2, 3], new float[] { 2, 8, 24, 8, 20, 48 });
        Expect.Values(a / b, [2, 3], new[] { 0.5f, 0.5f, 0.375f, 2, 1.25f, 0.75f });
        Expect.Values(-a, [2, 3], new float[] { -1, -2, -3, -4, -5, -6 });
    }

    [Fact]
    public void A_number_on_either_side_keeps_the_tensors_type()
    {
        Tensor a = tensor(new float[] { 1, 2, 4 }), whole = tensor(new long[] { 1, 2, 4 });
        Expect.Values(2 - a, [3], new float[] { 1, 0, -2 });
        Expect.Values(2.0 / a, [3], new[] { 2, 1, 0.5f });
        Expect.Values(0.5 * a, [3], new[] { 0.5f, 1, 2 });
        Expect.Values(1 + a, [3], new float[] { 2, 3, 5 });
        Expect.Values(whole * 3, [3], new long[] { 3, 6, 12 });
        Expect.Values(10 - whole, [3], new long[] { 9, 8, 6 });
        Expect.Values(1 / whole, [3], new[] { 1, 0.5f, 0.25f });
        Assert.Equal(ScalarType.Float32, (whole * 0.5).dtype);
    }

    [Fact]
    public void Changes_in_place_return_the_same_object()
    {
        Tensor a = tensor(new float[] { 1, 2 });
        Assert.Same(a, a.add_(1).mul_(2).sub_(a * 0.5).div_(2).add_(a, 3));
        Expect.Values(a, [2], new float[] { 4, 6 });
        Assert.Same(a, a.clamp_(5));
        Expect.Values(a, [2], new float[] { 5, 6 });
        Expect.Values(a.zero_(), [2], new float[] { 0, 0 });
        Expect.Values(a.addcmul_(ones(2), full(2, 3.0), 2), [2], new float[] { 6, 6 });
        Expect.Values(a.addcdiv_(ones(2), full(2, 2.0), -2), [2], new float[] { 5, 5 });
    }

    [Fact]
    public void Rounds_halves_to_even_and_the_other_ways_by_name()
    {
        Tensor a = tensor(new[] { -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4 });
        Expect.Values(a.round(), [7], new double[] { -2, -2, 0, 0, 2, 2, 2 });
        Expect.Values(a.floor(), [7], new double[] { -3, -2, -1, 0, 1, 2, 2 });
        Expect.Values(a.ceil(), [7], new double[] { -2, -1, 0, 1, 2, 3, 3 });
        Expect.Values(a.trunc(), [7], new double[] { -2, -1, 0, 0, 1, 2, 2 });
        Expect.Values(a.sign(), [7], new double[] { -1, -1, -1, 1, 1, 1, 1 });
        Expect.Values(tensor(new double[] { -7, 7 }).div(2, RoundingMode.floor), [2], new double[] { -4, 3 });
        Expect.Values(tensor(new double[] { -7, 7 }).div(2, RoundingMode.trunc), [2], new double[] { -3, 3 });
        Expect.Values(tensor(new double[] { -7, 7 }) % 4, [2], new double[] { 1, 3 });
        Expect.Values(tensor(new double[] { -7, 7 }).fmod(4), [2], new double[] { -3, 3 });
    }

    [Fact]
    public void Computes_functions_element_by_element()
    {
        double[] x = [0.25, 1, 2.5];
        Tensor a = tensor(x);
        foreach ((Tensor found, Func<double, double> expected) in new (Tensor, Func<double, double>)[]
        {
            (a.sqrt(), Math.Sqrt), (a.rsqrt(), v => 1 / Math.Sqrt(v)), (a.exp(), Math.Exp), (a.log(), Math.Log), (a.log2(), Math.Log2),
            (a.tanh(), Math.Tanh), (a.sigmoid(), v => 1 / (1 + Math.Exp(-v))), (a.pow(3), v => v * v * v), (a.pow(a), v => Math.Pow(v, v)),
            (a.square(), v => v * v), (a.reciprocal(), v => 1 / v), (a.abs(), Math.Abs), (a.clamp(0.5, 2), v => Math.Clamp(v, 0.5, 2)),
            (a.clamp(max: 2), v => Math.Min(v, 2)), (a.maximum(ones(3, float64)), v => Math.Max(v, 1)), (a.softplus(), v => Math.Log(1 + Math.Exp(v))),
            (a.log1p(), v => Math.Log(1 + v)), (a.hardsigmoid(), v => Math.Clamp(v / 6 + 0.5, 0, 1)), (torch.exp(-a), v => Math.Exp(-v)),
        })
        {
            Expect.Near(found, [3], Array.ConvertAll(x, v => expected(v)), 1e-12);
        }
    }

    [Fact]
    public void Compares_and_combines_truth_values()
    {
        Tensor a = tensor(new float[] { 1, 2, 3 }), b = tensor(new float[] { 3, 2, 1 });
        Expect.Values(a < b, [3], new[] { true, false, false });
        Expect.Values(a <= b, [3], new[] { true, true, false });
        Expect.Values(a > 1, [3], new[] { false, true, true });
        Expect.Values(2 > a, [3], new[] { true, false, false });
        Expect.Values(a == b, [3], new[] { false, true, false });
        Expect.Values(a != 2, [3], new[] { true, false, true });
        Expect.Values((a > 1) & (a < 3), [3], new[] { false, true, false });
        Expect.Values((a == 1) | (a == 3), [3], new[] { true, false, true });
        Expect.Values(~(a == 1), [3], new[] { false, true, true });
        Assert.True(a.Equals(a.clone()));
        Assert.True(a.allclose(a + 1e-7));
        Assert.False(a.allclose(b));
        Expect.Values(tensor(new[] { float.NaN, 1, float.PositiveInfinity }).isnan(), [3], new[] { true, false, false });
    }

    [Fact]
    public void Selects_by_conditions()
    {
        Tensor a = tensor(new float[] { 1, -2, 3 });
        Expect.Values(where(a > 0, a, zeros(3)), [3], new float[] { 1, 0, 3 });
        Expect.Values(a.masked_fill(a < 0, 9), [3], new float[] { 1, 9, 3 });
        Expect.Values(a.masked_select(a > 0), [2], new float[] { 1, 3 });
        Expect.Values(where(a > 0)[0], [2], new long[] { 0, 2 });
    }

    [Fact]
    public void Multiplies_matrices()
    {
        Tensor a = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [2, 3]), b = tensor(new float[] { 1, 0, 0, 1, 1, 1 }, [3, 2]);
        Expect.Values(a.mm(b), [2, 2], new float[] { 4, 5, 10, 11 });
        Expect.Values(matmul(a, b), [2, 2], new float[] { 4, 5, 10, 11 });
        Expect.Values(a.mv(ones(3)), [2], new float[] { 6, 15 });
        Expect.Values(einsum("ij,jk->ki", a, b), [2, 2], new float[] { 4, 10, 5, 11 });
        Expect.Values(zeros(2, 2).addmm(a, b, alpha: 2), [2, 2], new float[] { 8, 10, 20, 22 });
        Expect.Values(ones(3).outer(tensor(new float[] { 1, 2 })), [3, 2], new float[] { 1, 2, 1, 2, 1, 2 });
    }
}
