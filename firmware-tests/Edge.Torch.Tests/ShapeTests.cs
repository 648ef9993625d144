using TorchSharp;
using static TorchSharp.torch;

namespace Edge.Torch.Tests;

public sealed class ShapeTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor a = arange(0, 24, 1, ScalarType.Int32).view(2, 3, 4);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Knows_sizes_strides_and_types()
    {
        Assert.Equal([2, 3, 4], a.shape);
        Assert.Equal([12, 4, 1], a.stride());
        Assert.Equal((3, 24, 4), (a.ndim, a.numel(), a.size(-1)));
        Assert.Equal((ScalarType.Int32, 4), (a.dtype, a.ElementSize));
        Assert.Equal([4, 3, 2], a.T.shape);
        Assert.False(a.T.is_contiguous());
        Assert.True(a.T.contiguous().is_contiguous());
    }

    [Fact]
    public void Reorders_dimensions_without_moving_numbers()
    {
        Expect.Values(a.select(0, 1).t()[0], [3], new[] { 12, 16, 20 });
        Expect.Values(a.permute(2, 0, 1).select(0, 3), [2, 3], new[] { 3, 7, 11, 15, 19, 23 });
        Expect.Values(a.transpose(1, 2).reshape(2, 12).select(0, 0), [12], new[] { 0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11 });
        Assert.Equal([6, 4], a.flatten(0, 1).shape);
        Assert.Equal([2, 3, 2, 2], a.unflatten(2, 2, 2).shape);
        Assert.Equal([2, 1, 3, 4], a.unsqueeze(1).shape);
        Assert.Equal([2, 3, 4], a.unsqueeze(1).squeeze(1).shape);
        Assert.Equal([4], zeros(1, 4, 1).squeeze().shape);
        Assert.Equal([5, 4], zeros(1, 4).expand(5, -1).shape);
    }

    [Fact]
    public void Joins_and_splits()
    {
        Tensor b = a.narrow(2, 1, 2);
        Expect.Values(b.select(0, 0), [3, 2], new[] { 1, 2, 5, 6, 9, 10 });
        Assert.Equal([2, 3, 6], cat([a, b], 2).shape);
        Assert.Equal([2, 2, 3, 2], stack([b, b], 1).shape);
        Assert.Equal([3L, 1], a.split(3, 2).Select(piece => piece.shape[2]));
        Assert.Equal([1L, 3], a.split([1, 3], 2).Select(piece => piece.shape[2]));
        Assert.Equal(3, a.unbind(1).Length);
        Assert.Equal([2L, 2], a.chunk(2, 2).Select(piece => piece.shape[2]));
        Expect.Values(tensor(new[] { 1, 2, 3 }).flip(0), [3], new[] { 3, 2, 1 });
        Expect.Values(tensor(new[] { 1, 2, 3 }).roll(1), [3], new[] { 3, 1, 2 });
        Expect.Values(tensor(new[] { 1, 2 }).repeat(2, 2), [2, 4], new[] { 1, 2, 1, 2, 1, 2, 1, 2 });
        Expect.Values(ones(2, 2).triu(1), [2, 2], new float[] { 0, 1, 0, 0 });
    }

    [Fact]
    public void Many_tensors_can_be_joined_at_once()
    {
        Tensor[] many = [.. Enumerable.Range(0, 500).Select(i => tensor(new[] { (long)i }))];
        Expect.Values(cat(many), [500], Enumerable.Range(0, 500).Select(i => (long)i).ToArray());
    }

    [Fact]
    public void Indexes_with_numbers_ranges_and_new_dimensions()
    {
        Assert.Equal(23, a[1, 2, 3].item<int>());
        Expect.Values(a[0, 1], [4], new[] { 4, 5, 6, 7 });
        Expect.Values(a[TensorIndex.Ellipsis, 0], [2, 3], new[] { 0, 4, 8, 12, 16, 20 });
        Expect.Values(a[TensorIndex.Single(-1), 1.., ..2], [2, 2], new[] { 16, 17, 20, 21 });
        Expect.Values(a[0, 0, TensorIndex.Slice(step: 2)], [2], new[] { 0, 2 });
        Expect.Values(a[0, TensorIndex.Colon, 3], [3], new[] { 3, 7, 11 });
        Assert.Equal([1, 4], a[0, 0][TensorIndex.None, TensorIndex.Ellipsis].shape);
    }

    [Fact]
    public void Indexes_with_tensors_and_masks()
    {
        Tensor rows = tensor(new long[] { 1, 0 }), columns = tensor(new long[] { 2, 3 });
        Expect.Values(a.index(rows, columns.sub(1)).select(1, 0), [2], new[] { 16, 8 });
        Expect.Values(a[TensorIndex.Ellipsis, TensorIndex.Tensor(columns)].select(0, 0), [3, 2], new[] { 2, 3, 6, 7, 10, 11 });
        Expect.Values(a[a > 20], [3], new[] { 21, 22, 23 });
        Expect.Values(a[TensorIndex.Tensor(a.sum(2) > 60), TensorIndex.Single(1)], [2], new[] { 17, 21 });
        Expect.Values(a.index_select(2, tensor(new long[] { 3, 3 })).select(0, 0), [3, 2], new[] { 3, 3, 7, 7, 11, 11 });
        Tensor picked = tensor(new long[] { 0, 3, 1 }).view(1, 3, 1).expand(2, 3, 1);
        Expect.Values(a.gather(2, picked).squeeze(2), [2, 3], new[] { 0, 7, 9, 12, 19, 21 });
    }

    [Fact]
    public void Writes_where_indices_select()
    {
        Tensor b = zeros(2, 3);
        b[0, 1] = tensor(5f);
        b[1] = tensor(new float[] { 1, 2, 3 });
        b[.., TensorIndex.Single(2)] = tensor(9f);
        Expect.Values(b, [2, 3], new float[] { 0, 5, 9, 1, 2, 9 });
        b[b > 4] = tensor(-1f);
        Expect.Values(b, [2, 3], new float[] { 0, -1, -1, 1, 2, -1 });
        b.index_put_(7, TensorIndex.Single(0), TensorIndex.Single(0));
        b.scatter_(1, tensor(new long[] { 0, 0 }, [2, 1]), full(2, 1, 4.0));
        Expect.Values(b, [2, 3], new float[] { 4, -1, -1, 4, 2, -1 });
        b.scatter_add_(1, tensor(new long[] { 0, 0, 1, 1 }, [2, 2]), ones(2, 2));
        Expect.Values(b, [2, 3], new float[] { 6, -1, -1, 4, 4, -1 });
    }
}
