using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Edge.Torch.Tests;

public sealed class LossTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Tensor logits = tensor(new[] { 1, 2, 0.5, -1, 0, 3 }, [2, 3]);
    private readonly Tensor target = tensor(new long[] { 1, 0 });

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Cross_entropy_is_the_mean_negative_log_probability()
    {
        double first = -LogSoftmax(0)[1], second = -LogSoftmax(1)[0];
        Assert.Equal((first + second) / 2, F.cross_entropy(logits, target).item<double>(), 12);
        Assert.Equal(first + second, F.cross_entropy(logits, target, reduction: nn.Reduction.Sum).item<double>(), 12);
        Expect.Near(F.cross_entropy(logits, target, reduction: nn.Reduction.None), [2], [first, second], 1e-12);
        Assert.Equal((first + second) / 2, F.nll_loss(F.log_softmax(logits, 1), target).item<double>(), 12);
        Assert.Equal((first + second) / 2, nn.CrossEntropyLoss().call(logits, target).item<double>(), 12);
    }

    [Fact]
    public void Smoothed_labels_mix_in_the_uniform_distribution()
    {
        double expected = 0;
        for (int row = 0; row < 2; row++)
        {
            double[] log = LogSoftmax(row);
            expected -= 0.9 * log[row == 0 ? 1 : 0] + 0.1 * log.Average();
        }
        Assert.Equal(expected / 2, F.cross_entropy(logits, target, label_smoothing: 0.1).item<double>(), 12);
        Tensor mixed = F.one_hot(target, 3).to_type(float64) * 0.9 + 0.1 / 3;
        Assert.Equal(expected / 2, F.cross_entropy(logits, mixed).item<double>(), 12);
    }

    [Fact]
    public void Distances_between_numbers_and_distributions()
    {
        Tensor a = tensor(new[] { 1.0, 2, 5 }), b = tensor(new[] { 1.5, 2, 2 });
        Assert.Equal((0.25 + 9) / 3, F.mse_loss(a, b).item<double>(), 12);
        Assert.Equal(3.5 / 3, F.l1_loss(a, b).item<double>(), 12);
        Assert.Equal((0.125 + 2.5) / 3, F.smooth_l1_loss(a, b).item<double>(), 12);
        Tensor p = F.softmax(logits, 1), q = F.log_softmax(logits * 0.5, 1);
        double divergence = (p * (p.log() - q)).sum().item<double>();
        Assert.Equal(divergence, F.kl_div(q, p, log_target: false, reduction: nn.Reduction.Sum).item<double>(), 12);
        Assert.Equal(divergence, F.kl_div(q, p.log(), reduction: nn.Reduction.Sum).item<double>(), 12);
    }

    [Fact]
    public void One_hot_marks_the_class() => Expect.Values(F.one_hot(target, 3), [2, 3], new long[] { 0, 1, 0, 1, 0, 0 });

    private double[] LogSoftmax(int row)
    {
        double[] values = logits[row].data<double>().ToArray();
        double sum = values.Sum(Math.Exp);
        return Array.ConvertAll(values, value => value - Math.Log(sum));
    }
}
