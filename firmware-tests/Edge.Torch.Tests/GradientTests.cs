using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Edge.Torch.Tests;

public sealed class GradientTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public GradientTests() => manual_seed(3);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Linear_has_the_gradient_of_its_differences() =>
        Check(p => F.linear(p[0], p[1], p[2]), Draw(4, 3), Draw(5, 3), Draw(5));

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(1, 2, 4)]
    public void Convolution_has_the_gradient_of_its_differences(long stride, long padding, long groups) =>
        Check(p => F.conv2d(p[0], p[1], p[2], [stride, stride], [padding, padding], groups: groups), Draw(2, 4, 5, 5), Draw(4, 4 / groups, 3, 3), Draw(4));

    [Fact]
    public void Batch_norm_in_training_has_the_gradient_of_its_differences() =>
        Check(p => F.batch_norm(p[0], null, null, p[1], p[2], training: true), Draw(6, 3, 2, 2), Draw(3), Draw(3));

    [Fact]
    public void Batch_norm_in_evaluation_has_the_gradient_of_its_differences()
    {
        Tensor mean = Draw(3), var = Draw(3).abs() + 0.5;
        Check(p => F.batch_norm(p[0], mean, var, p[1], p[2]), Draw(6, 3, 2, 2), Draw(3), Draw(3));
    }

    [Fact]
    public void Cross_entropy_with_smoothed_labels_has_the_gradient_of_its_differences()
    {
        Tensor target = tensor(new long[] { 0, 2, 1, 2 });
        Check(p => F.cross_entropy(p[0], target, label_smoothing: 0.1), Draw(4, 3));
    }

    [Fact]
    public void Pooling_and_activations_have_the_gradients_of_their_differences()
    {
        Check(p => F.avg_pool2d(F.softplus(p[0]), 2), Draw(1, 2, 4, 4));
        Check(p => F.max_pool2d(p[0], 2, 2), Draw(1, 2, 4, 4));
        Check(p => F.adaptive_avg_pool2d(tanh(p[0]), 1), Draw(1, 2, 3, 3));
        Check(p => F.pad(p[0], (1, 0, 2, 1)).pow(2), Draw(2, 2));
        Check(p => p[0].std(1) * p[0].mean([1]), Draw(3, 4));
    }

    [Fact]
    public void The_straight_through_estimator_passes_the_gradient_of_what_it_rounds()
    {
        Tensor w = tensor(new[] { 0.4, -1.6 }).requires_grad_();
        Tensor q = w + (w.round() - w).detach();
        Expect.Values(q, [2], new double[] { 0, -2 });
        (q * tensor(new double[] { 3, 5 })).sum().backward();
        Expect.Values(w.grad!, [2], new double[] { 3, 5 });
    }

    [Fact]
    public void Grad_gives_gradients_without_touching_those_of_the_leaves()
    {
        Tensor x = tensor(3.0).requires_grad_(), unused = tensor(1.0).requires_grad_();
        Tensor y = x.pow(3);
        Tensor first = autograd.grad([y], [x], create_graph: true)[0];
        Assert.Equal(27, first.item<double>());
        Assert.Equal(18, autograd.grad([first], [x])[0].item<double>());
        Assert.Null(x.grad);
        Assert.Null(autograd.grad([x * 2], [unused], allow_unused: true)[0]);
        Assert.Throws<TorchException>(() => autograd.grad([x * 2], [unused]));
    }

    [Fact]
    public void Gradients_add_up_until_they_are_dropped()
    {
        Tensor x = tensor(2.0).requires_grad_();
        (x * 3).backward();
        (x * 4).backward();
        Assert.Equal(7, x.grad!.item<double>());
        x.grad = null;
        Assert.Null(x.grad);
        x.grad = tensor(1.0);
        (x * 4).backward();
        Assert.Equal(5, x.grad!.item<double>());
    }

    [Fact]
    public void Nothing_is_recorded_without_gradients()
    {
        Tensor x = tensor(2.0).requires_grad_();
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
        }
        Assert.True((x * 2).requires_grad);
        Assert.False(x.detach().requires_grad);
        Assert.True(x.is_leaf);
        Assert.False((x * 2).is_leaf);
        Tensor y = x * x;
        y.retain_grad();
        y.backward(retain_graph: true);
        y.backward();
        Assert.Equal(2, y.grad!.item<double>());
        Assert.Throws<TorchException>(() => y.backward());
    }

    [Fact]
    public void Clipping_scales_all_gradients_by_one_factor()
    {
        Parameter a = new(zeros(2, float64)), b = new(zeros(1, float64));
        a.grad = tensor(new double[] { 3, 0 });
        b.grad = tensor(new double[] { 4 });
        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 1), 12);
        Expect.Near(a.grad!, [2], [0.6, 0], 1e-6);
        Expect.Near(b.grad!, [1], [0.8], 1e-6);
        Assert.Equal(1, nn.utils.clip_grad_norm_([a, b], 10), 5);
        nn.utils.clip_grad_value_([a, b], 0.5);
        Expect.Near(b.grad!, [1], [0.5], 0);
    }

    private static Tensor Draw(params long[] shape) => randn(shape, ScalarType.Float64);

    /// <summary>Compares the gradients of a weighted sum of the result with central differences.</summary>
    private static void Check(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        const double h = 1e-6;
        foreach (Tensor input in inputs) input.requires_grad = true;
        Tensor result = function(inputs), weights = randn_like(result).detach();
        (result * weights).sum().backward();
        using IDisposable quiet = no_grad();
        foreach (Tensor input in inputs)
        {
            double[] found = input.grad!.data<double>().ToArray();
            Tensor flat = input.view(-1);
            for (int i = 0; i < found.Length; i++)
            {
                double before = flat.data<double>()[i];
                double At(double value)
                {
                    flat.data<double>()[i] = value;
                    return (function(inputs) * weights).sum().item<double>();
                }
                double difference = (At(before + h) - At(before - h)) / (2 * h);
                flat.data<double>()[i] = before;
                Assert.InRange(found[i], difference - 1e-6, difference + 1e-6);
            }
        }
    }
}
