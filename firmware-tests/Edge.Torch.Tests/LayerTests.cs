using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Edge.Torch.Tests;

/// <summary>Layers against the obvious loops.</summary>
public sealed class LayerTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public LayerTests() => manual_seed(9);

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(4, 6, 1, 3, 1, 0)]
    [InlineData(4, 6, 2, 3, 2, 1)]
    [InlineData(3, 3, 3, 5, 1, 2)]
    [InlineData(1, 1, 1, 1, 1, 0)]
    public void Convolution_is_the_sum_over_its_window(int inputs, int outputs, int groups, int kernel, int stride, int padding)
    {
        const int n = 2, size = 7;
        Tensor x = randn([n, inputs, size, size], float64), w = randn([outputs, inputs / groups, kernel, kernel], float64), b = randn([outputs], float64);
        var (px, pw, pb) = (x.data<double>(), w.data<double>(), b.data<double>());
        int result = (size + 2 * padding - kernel) / stride + 1;
        var expected = new double[n * outputs * result * result];
        int at = 0;
        for (int i = 0; i < n; i++)
            for (int o = 0; o < outputs; o++)
                for (int row = 0; row < result; row++)
                    for (int column = 0; column < result; column++)
                    {
                        double sum = pb[o];
                        int first = o / (outputs / groups) * (inputs / groups);
                        for (int c = 0; c < inputs / groups; c++)
                            for (int dy = 0; dy < kernel; dy++)
                                for (int dx = 0; dx < kernel; dx++)
                                {
                                    int y = row * stride + dy - padding, z = column * stride + dx - padding;
                                    if (y >= 0 && y < size && z >= 0 && z < size) sum += px[i, first + c, y, z] * pw[o, c, dy, dx];
                                }
                        expected[at++] = sum;
                    }
        Expect.Near(F.conv2d(x, w, b, [stride, stride], [padding, padding], groups: groups), [n, outputs, result, result], expected, 1e-10);
    }

    [Fact]
    public void Pooling_takes_the_largest_or_the_mean_of_each_window()
    {
        Tensor x = arange(0, 16, 1, float32).view(1, 1, 4, 4);
        Expect.Values(F.max_pool2d(x, 2), [1, 1, 2, 2], new float[] { 5, 7, 13, 15 });
        Expect.Values(F.max_pool2d(x, 3, stride: 1), [1, 1, 2, 2], new float[] { 10, 11, 14, 15 });
        Expect.Values(F.avg_pool2d(x, 2), [1, 1, 2, 2], new[] { 2.5f, 4.5f, 10.5f, 12.5f });
        Expect.Values(F.avg_pool2d(x, 2, stride: 2, padding: 1, count_include_pad: false), [1, 1, 3, 3], new float[] { 0, 1.5f, 3, 6, 7.5f, 9, 12, 13.5f, 15 });
        Expect.Values(F.avg_pool2d(x, 2, divisor_override: 1), [1, 1, 2, 2], new float[] { 10, 18, 42, 50 });
        Expect.Values(F.adaptive_avg_pool2d(x, 1), [1, 1, 1, 1], new[] { 7.5f });
        Expect.Values(F.adaptive_avg_pool2d(x, (1, 2)), [1, 1, 1, 2], new[] { 6.5f, 8.5f });
    }

    [Fact]
    public void Padding_adds_a_border_of_a_number()
    {
        Tensor x = tensor(new float[] { 1, 2, 3, 4 }, [1, 2, 2]);
        Expect.Values(F.pad(x, (1, 0), value: 9), [1, 2, 3], new float[] { 9, 1, 2, 9, 3, 4 });
        Expect.Values(F.pad(x, (0, 0, 1, 0)), [1, 3, 2], new float[] { 0, 0, 1, 2, 3, 4 });
        Expect.Values(F.pad(x, [0, -1, 0, 0]), [1, 2, 1], new float[] { 1, 3 });
    }

    [Fact]
    public void Activations_limit()
    {
        Tensor x = tensor(new float[] { -3, -0.5f, 0, 0.5f, 3 });
        Expect.Values(F.relu(x), [5], new float[] { 0, 0, 0, 0.5f, 3 });
        Expect.Values(F.hardtanh(x), [5], new float[] { -1, -0.5f, 0, 0.5f, 1 });
        Expect.Values(F.hardtanh(x, 0, 2), [5], new float[] { 0, 0, 0, 0.5f, 2 });
        Expect.Values(F.leaky_relu(x, 0.5), [5], new float[] { -1.5f, -0.25f, 0, 0.5f, 3 });
        Assert.Equal(1, F.softmax(x, 0).sum().item<float>(), 6);
    }

    [Fact]
    public void The_windows_of_a_convolution_can_be_had_as_columns()
    {
        Tensor x = randn(1, 2, 5, 5), w = randn(3, 2, 3, 3);
        Tensor columns = F.unfold(x, 3);
        Assert.Equal([1, 18, 9], columns.shape);
        Assert.True(w.view(3, 18).matmul(columns).view(1, 3, 3, 3).allclose(F.conv2d(x, w), atol: 1e-5));
    }

    [Fact]
    public void Channels_last_gives_the_same_numbers_in_another_order_of_memory()
    {
        Tensor x = randn(2, 8, 6, 6), w = randn(4, 8, 3, 3);
        Tensor last = x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        Assert.Equal([2, 8, 6, 6], last.shape);
        Assert.False(last.is_contiguous());
        Assert.True(last.IsChannelsLast());
        Assert.True(last.Equals(x));
        Tensor pooled = F.max_pool2d(last, 2);
        Assert.True(pooled.IsChannelsLast());
        Assert.True(pooled.Equals(F.max_pool2d(x, 2)));
        Assert.True(F.conv2d(last, w).allclose(F.conv2d(x, w), atol: 1e-5));
        Assert.True(F.batch_norm(last, null, null, training: true).allclose(F.batch_norm(x, null, null, training: true), atol: 1e-5));
    }
}
