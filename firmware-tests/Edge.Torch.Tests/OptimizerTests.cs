using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Torch.Tests;

/// <summary>Each optimizer against the published formulas in plain double arithmetic, on the loss sum(c * (w - t)^2 / 2).</summary>
public sealed class OptimizerTests : IDisposable
{
    private static readonly double[] Start = [1, -2, 0.5], Target = [0.3, 0.1, -1], Curvature = [1, 4, 0.25];

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0.9, 0, 0, false)]
    [InlineData(0.9, 0, 0, true)]
    [InlineData(0.8, 0.1, 0.01, false)]
    public void SGD_follows_its_formula(double momentum, double dampening, double decay, bool nesterov)
    {
        double[] velocity = new double[3];
        Follow(
            w => optim.SGD([w], 0.1, momentum, dampening, decay, nesterov),
            (w, g, i, step) =>
            {
                g += decay * w;
                velocity[i] = step == 1 ? g : momentum * velocity[i] + (1 - dampening) * g;
                double direction = momentum == 0 ? g : nesterov ? g + momentum * velocity[i] : velocity[i];
                return w - 0.1 * direction;
            });
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.02, false)]
    [InlineData(0.02, true)]
    public void Adam_follows_its_formula(double decay, bool amsgrad)
    {
        Moments moments = new(amsgrad);
        Follow(w => optim.Adam([w], 0.05, 0.9, 0.99, 1e-6, decay, amsgrad), (w, g, i, step) => w - moments.Step(g + decay * w, i, step));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.02, false)]
    [InlineData(0.02, true)]
    public void AdamW_follows_its_formula(double decay, bool amsgrad)
    {
        Moments moments = new(amsgrad);
        Follow(w => optim.AdamW([w], 0.05, 0.9, 0.99, 1e-6, decay, amsgrad), (w, g, i, step) => w * (1 - 0.05 * decay) - moments.Step(g, i, step));
    }

    [Fact]
    public void Groups_have_their_own_numbers_and_rates_can_be_set()
    {
        Parameter slow = new(tensor(1.0)), fast = new(tensor(1.0)), none = new(tensor(1.0));
        using var optimizer = optim.SGD([new SGD.ParamGroup([slow, none], lr: 0.1), new SGD.ParamGroup { Parameters = [fast] }], 0.5);
        (slow + fast).backward();
        optimizer.step();
        Assert.Equal((0.9, 0.5, 1), (slow.item<double>(), fast.item<double>(), none.item<double>()));
        foreach (optim.ILearningRateController group in optimizer.ParamGroups) group.LearningRate *= 0.5;
        optimizer.step();
        Assert.Equal((0.85, 0.25), (slow.item<double>(), fast.item<double>()));
        Assert.Equal([0.1, 0.5], optimizer.ParamGroups.Select(group => group.InitialLearningRate));
        optimizer.zero_grad();
        Assert.Null(slow.grad);
        Assert.Throws<ArgumentException>(() => optim.SGD([slow, slow], 0.1));
    }

    [Fact]
    public void A_closure_computes_the_loss_of_the_step()
    {
        Parameter w = new(tensor(3.0));
        using var optimizer = optim.SGD([w], 0.1);
        Tensor loss = optimizer.step(() =>
        {
            Tensor l = w * w;
            l.backward();
            return l;
        })!;
        Assert.Equal((9, 2.4), (loss.item<double>(), Math.Round(w.item<double>(), 12)));
    }

    [Fact]
    public void A_saved_optimizer_goes_on_to_the_bit_where_it_stopped()
    {
        foreach (Func<Parameter, OptimizerHelper> make in new Func<Parameter, OptimizerHelper>[]
        {
            w => optim.SGD([w], 0.1, 0.9), w => optim.Adam([w], 0.1, amsgrad: true), w => optim.AdamW([w], 0.1, weight_decay: 0.1),
        })
        {
            Parameter whole = new(tensor(Start)), first = new(tensor(Start));
            using OptimizerHelper all = make(whole), before = make(first);
            for (int i = 0; i < 7; i++) Step(all, whole);
            for (int i = 0; i < 3; i++) Step(before, first);
            using MemoryStream file = new();
            before.save_state_dict(new BinaryWriter(file));
            file.Position = 0;
            Parameter second = new(first.detach().clone());
            using OptimizerHelper after = make(second);
            after.load_state_dict(new BinaryReader(file));
            for (int i = 3; i < 7; i++) Step(after, second);
            Assert.True(whole.Equals(second));
            file.Position = 0;
            Parameter other = new(zeros(1));
            using OptimizerHelper wrong = optim.SGD([other, new(zeros(1))], 0.1);
            Assert.Throws<InvalidDataException>(() => wrong.load_state_dict(new BinaryReader(file)));
        }
    }

    private static void Follow(Func<Parameter, optim.Optimizer> make, Func<double, double, int, int, double> formula)
    {
        Parameter w = new(tensor(Start));
        double[] reference = [.. Start];
        using optim.Optimizer optimizer = make(w);
        for (int step = 1; step <= 20; step++)
        {
            Step(optimizer, w);
            for (int i = 0; i < 3; i++) reference[i] = formula(reference[i], Curvature[i] * (reference[i] - Target[i]), i, step);
            Expect.Near(w, [3], reference, 1e-12);
        }
    }

    private static void Step(optim.Optimizer optimizer, Parameter w)
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        ((w - tensor(Target)).pow(2) * tensor(Curvature) / 2).sum().backward();
        optimizer.step();
    }

    private sealed class Moments(bool amsgrad)
    {
        private readonly double[] mean = new double[3], square = new double[3], largest = new double[3];

        internal double Step(double gradient, int i, int step)
        {
            mean[i] = 0.9 * mean[i] + 0.1 * gradient;
            square[i] = 0.99 * square[i] + 0.01 * gradient * gradient;
            largest[i] = amsgrad ? Math.Max(largest[i], square[i]) : square[i];
            double m = mean[i] / (1 - Math.Pow(0.9, step)), v = largest[i] / (1 - Math.Pow(0.99, step));
            return 0.05 * m / (Math.Sqrt(v) + 1e-6);
        }
    }
}
