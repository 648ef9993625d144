using TorchSharp;
using static TorchSharp.torch;

namespace Edge.Torch.Tests;

public sealed class ReductionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor a = tensor(new float[] { 3, 1, 2, 6, 5, 4 }, [2, 3]);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Sums_and_averages_all_or_along_dimensions()
    {
        Assert.Equal(21, a.sum().item<float>());
        Expect.Values(a.sum(dim: 0), [3], new float[] { 9, 6, 6 });
        Expect.Values(a.sum(-1, keepdim: true), [2, 1], new float[] { 6, 15 });
        Expect.Values(a.sum([0, 1]), [], new float[] { 21 });
        Expect.Values(a.mean([1]), [2], new float[] { 2, 5 });
        Assert.Equal(3.5f, a.mean().item<float>());
        Assert.Equal(ScalarType.Float64, a.sum(ScalarType.Float64).dtype);
        Assert.Equal(ScalarType.Int64, a.to_type(ScalarType.Int32).sum().dtype);
        Expect.Values(a.prod(1), [2], new float[] { 6, 120 });
        Expect.Values(a.cumsum(1), [2, 3], new float[] { 3, 4, 6, 6, 11, 15 });
    }

    [Fact]
    public void Measures_spread_with_and_without_the_correction_for_the_mean()
    {
        Expect.Near(a.var(1), [2], [1, 1]);
        Expect.Near(a.var(1, unbiased: false), [2], [2.0 / 3, 2.0 / 3]);
        Expect.Near(a.std(false), [], [Math.Sqrt(35.0 / 12)]);
        Expect.Near(a.std([0, 1], keepdim: true), [1, 1], [Math.Sqrt(3.5)]);
        Expect.Near(a.norm(), [], [Math.Sqrt(91)]);
        Expect.Near(a.norm(1, p: 1), [2], [6, 15]);
    }

    [Fact]
    public void Finds_extremes_and_where_they_are()
    {
        (Tensor values, Tensor indexes) = a.max(1);
        Expect.Values(values, [2], new float[] { 3, 6 });
        Expect.Values(indexes, [2], new long[] { 0, 0 });
        (values, indexes) = torch.min(a, 0, keepdim: true);
        Expect.Values(values, [1, 3], new float[] { 3, 1, 2 });
        Expect.Values(indexes, [1, 3], new long[] { 0, 0, 0 });
        Assert.Equal(6, a.max().item<float>());
        Assert.Equal(3, a.argmax().item<long>());
        Expect.Values(a.argmax(1), [2], new long[] { 0, 0 });
        Expect.Values(a.amax(0), [3], new float[] { 6, 5, 4 });
        Expect.Values(a.amax([1], keepdim: true), [2, 1], new float[] { 3, 6 });
    }

    [Fact]
    public void Orders()
    {
        (Tensor values, Tensor indexes) = a.sort(1);
        Expect.Values(values, [2, 3], new float[] { 1, 2, 3, 4, 5, 6 });
        Expect.Values(indexes, [2, 3], new long[] { 1, 2, 0, 2, 1, 0 });
        (values, indexes) = a.topk(2);
        Expect.Values(values, [2, 2], new float[] { 3, 2, 6, 5 });
        Expect.Values(indexes, [2, 2], new long[] { 0, 2, 0, 1 });
        Expect.Values(a.argsort(1, descending: true), [2, 3], new long[] { 0, 2, 1, 0, 1, 2 });
        Assert.Equal(3, a.median().item<float>());
        Expect.Near(a.flatten().quantile(tensor(0.5f)), [], [3.5]);
    }

    [Fact]
    public void Counts()
    {
        Assert.Equal(2, (a > 4).sum().item<long>());
        Assert.True(a.gt(0).all().item<bool>());
        Assert.False(a.gt(6).any().item<bool>());
        Expect.Values(a.eq(3).any(1), [2], new[] { true, false });
        Assert.Equal(5, (a - 3).count_nonzero().item<long>());
        Expect.Values(tensor(new long[] { 0, 2, 2, 1, 2 }).bincount(null, 4), [4], new long[] { 1, 1, 3, 0 });
        Expect.Values(a.histc(3, 1, 7), [3], new float[] { 2, 2, 2 });
        Expect.Near(a.logsumexp(1), [2], [Math.Log(Math.E + Math.Exp(2) + Math.Exp(3)), Math.Log(Math.Exp(4) + Math.Exp(5) + Math.Exp(6))], 1e-5);
    }
}
