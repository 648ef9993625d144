using TorchSharp;
using static TorchSharp.torch;

namespace Edge.Torch.Tests;

public sealed class FactoryTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Takes_arrays_of_every_type_and_gives_them_back()
    {
        RoundTrip(new byte[] { 0, 255 }, tensor(new byte[] { 0, 255 }), ScalarType.Byte);
        RoundTrip(new sbyte[] { -128, 127 }, tensor(new sbyte[] { -128, 127 }), ScalarType.Int8);
        RoundTrip(new short[] { -9, 9 }, tensor(new short[] { -9, 9 }), ScalarType.Int16);
        RoundTrip(new[] { int.MinValue, 1 }, tensor(new[] { int.MinValue, 1 }), ScalarType.Int32);
        RoundTrip(new[] { long.MinValue, 1 }, tensor(new[] { long.MinValue, 1 }), ScalarType.Int64);
        RoundTrip(new[] { 0.1f, float.NaN }, tensor(new[] { 0.1f, float.NaN }), ScalarType.Float32);
        RoundTrip(new[] { 0.1, 1e300 }, tensor(new[] { 0.1, 1e300 }), ScalarType.Float64);
        RoundTrip(new[] { true, false }, tensor(new[] { true, false }), ScalarType.Bool);
    }

    [Fact]
    public void Takes_arrays_of_several_dimensions()
    {
        Expect.Values(from_array(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }), [2, 3], new float[] { 1, 2, 3, 4, 5, 6 });
        Expect.Values(tensor(new[, ,] { { { 1, 2 } }, { { 3, 4 } } }), [2, 1, 2], new[] { 1, 2, 3, 4 });
        Expect.Values(from_array(new byte[] { 1, 2 }, ScalarType.Float32), [2], new float[] { 1, 2 });
        Expect.Values(frombuffer(new byte[] { 0, 0, 128, 63, 0, 0, 0, 64 }, ScalarType.Float32, offset: 1), [1], new float[] { 2 });
    }

    [Fact]
    public void A_shape_that_does_not_fit_the_numbers_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => tensor(new float[] { 1, 2, 3 }, [2, 2]));
        Assert.Contains("[2, 2]", refused.Message);
        Assert.Contains("16 bytes, found 12", refused.Message);
    }

    [Fact]
    public void Fills_and_counts()
    {
        Expect.Values(full(2, 2, 7), [2, 2], new long[] { 7, 7, 7, 7 });
        Expect.Values(full([2], 7.5), [2], new[] { 7.5f, 7.5f });
        Expect.Values(ones(2, dtype: ScalarType.Byte), [2], new byte[] { 1, 1 });
        Expect.Values(zeros([0, 3]), [0, 3], Array.Empty<float>());
        Expect.Values(arange(5), [5], new long[] { 0, 1, 2, 3, 4 });
        Expect.Values(arange(1, 2, 0.25), [4], new[] { 1, 1.25f, 1.5f, 1.75f });
        Expect.Values(linspace(0, 1, 3), [3], new[] { 0, 0.5f, 1 });
        Expect.Values(eye(2), [2, 2], new float[] { 1, 0, 0, 1 });
        Expect.Values(zeros_like(tensor(new[] { 1, 2 })), [2], new[] { 0, 0 });
        Expect.Values(ones_like(tensor(new[] { 1, 2 }), ScalarType.Float32), [2], new float[] { 1, 1 });
        Expect.Values(full_like(zeros(2), 3), [2], new float[] { 3, 3 });
    }

    [Fact]
    public void Converts_between_types()
    {
        Tensor a = tensor(new[] { -1.7f, 0, 2.9f });
        Expect.Values(a.to_type(ScalarType.Int32), [3], new[] { -1, 0, 2 });
        Expect.Values(a.to(ScalarType.Bool), [3], new[] { true, false, true });
        Expect.Values(a.@int().@byte().to_type(ScalarType.Int64), [3], new long[] { 255, 0, 2 });
        Assert.Same(a, a.to_type(ScalarType.Float32));
        Assert.NotSame(a, a.to_type(ScalarType.Float32, copy: true));
        Tensor gone = ones(2);
        gone.to_type(ScalarType.Float64, disposeAfter: true);
        Assert.True(gone.IsInvalid);
        Assert.Equal((2.5f, 2L, true), ((float)tensor(2.5f), (long)tensor(2.9), (bool)tensor(1)));
    }

    [Fact]
    public void Gives_access_to_the_memory_in_place()
    {
        Tensor a = zeros(2, 3);
        a.data<float>()[1, 2] = 5;
        a.bytes[0] = 0;
        Expect.Values(a, [2, 3], new float[] { 0, 0, 0, 0, 0, 5 });
        Expect.Values(a.t(), [3, 2], new float[] { 0, 0, 0, 0, 0, 5 });
        a.bytes = new byte[24];
        Assert.Equal(0, a.sum().item<float>());
        a.data<float>().CopyFrom([1, 2, 3, 4, 5, 6]);
        var part = new float[2];
        a.t().data<float>().CopyTo(part, tensorIndex: 1);
        Assert.Equal([4, 2], part);
        Assert.Equal(3, a.data<float>()[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => a.data<float>()[2, 0]);
        Assert.Throws<ArgumentException>(() => a.data<int>());
        Assert.Throws<ArgumentException>(() => a.item<float>());
        Assert.Throws<ArgumentException>(() => a.t().bytes.Length);
    }

    private static void RoundTrip<T>(T[] values, Tensor tensor, ScalarType type) where T : unmanaged
    {
        Assert.Equal(type, tensor.dtype);
        Assert.Equal(values, tensor.data<T>().ToArray());
        Assert.Equal(values[1], tensor[1].item<T>());
    }
}
