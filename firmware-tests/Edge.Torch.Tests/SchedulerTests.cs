using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Torch.Tests;

public sealed class SchedulerTests
{
    [Fact]
    public void Steps_down_after_every_so_many_epochs() =>
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], Rates(5, o => optim.lr_scheduler.StepLR(o, 2, 0.5)));

    [Fact]
    public void Steps_down_at_milestones() =>
        Assert.Equal([1, 0.1, 0.1, 0.01], Rates(4, o => optim.lr_scheduler.MultiStepLR(o, [1, 3])).Select(rate => Math.Round(rate, 12)));

    [Fact]
    public void Shrinks_by_a_factor_every_epoch() => Assert.Equal([1, 0.5, 0.25], Rates(3, o => optim.lr_scheduler.ExponentialLR(o, 0.5)));

    [Fact]
    public void Follows_a_function() => Assert.Equal([0.25, 0.5, 0.75, 1], Rates(4, o => optim.lr_scheduler.LambdaLR(o, epoch => (epoch + 1) / 4.0)));

    [Fact]
    public void Follows_half_a_cosine()
    {
        double[] rates = Rates(5, o => optim.lr_scheduler.CosineAnnealingLR(o, 4, 0.1));
        double[] expected = [1, 0.55 + 0.45 * Math.Sqrt(0.5), 0.55, 0.55 - 0.45 * Math.Sqrt(0.5), 0.1];
        for (int i = 0; i < 5; i++) Assert.Equal(expected[i], rates[i], 12);
    }

    [Fact]
    public void One_cycle_goes_up_and_down_and_momentum_the_other_way()
    {
        using var w = new Parameter(zeros(1));
        using SGD optimizer = optim.SGD([w], 1, momentum: 0.5);
        var schedule = optim.lr_scheduler.OneCycleLR(optimizer, 1.0, total_steps: 10, pct_start: 0.4, div_factor: 10, final_div_factor: 100);
        List<double> rates = [], momenta = [];
        for (int i = 0; i < 10; i++)
        {
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
            momenta.Add(((optim.IMomentum)optimizer.ParamGroups.Single()).Momentum);
            if (i < 9) schedule.step();
        }
        Assert.Equal(0.1, rates[0], 12);
        Assert.Equal(1, rates[3], 12);
        Assert.Equal(0.001, rates[9], 12);
        Assert.Equal(1 - 0.999 / 2 * (1 - Math.Cos(Math.PI / 6)), rates[4], 12);
        Assert.Equal((0.95, 0.85, 0.95), (Math.Round(momenta[0], 9), Math.Round(momenta[3], 9), Math.Round(momenta[9], 9)));
        Assert.Equal(rates[9], schedule.get_last_lr().Single());
        Assert.Throws<InvalidOperationException>(schedule.step);
    }

    [Fact]
    public void One_cycle_can_have_three_phases_straight_lines_and_Adam()
    {
        using var w = new Parameter(zeros(1));
        using Adam optimizer = optim.Adam([w], 1);
        var schedule = optim.lr_scheduler.OneCycleLR(
            optimizer, 1.0, epochs: 2, steps_per_epoch: 5, pct_start: 0.5, div_factor: 5, three_phase: true,
            anneal_strategy: optim.lr_scheduler.impl.OneCycleLR.AnnealStrategy.Linear);
        Assert.Equal(0.2, schedule.get_last_lr().Single(), 12);
        schedule.step(4);
        Assert.Equal(1, schedule.get_last_lr().Single(), 12);
        Assert.Equal((0.85, 0.999), ((optim.IBetas)optimizer.ParamGroups.Single()).Betas);
        schedule.step(8);
        Assert.Equal(0.2, schedule.get_last_lr().Single(), 12);
    }

    [Fact]
    public void A_schedule_resumes_at_the_step_it_is_told()
    {
        using var w = new Parameter(zeros(1));
        using var optimizer = optim.SGD([w], 1);
        var schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 10, last_epoch: 4);
        Assert.Equal(0.5, schedule.get_last_lr().Single(), 12);
    }

    private static double[] Rates(int epochs, Func<optim.Optimizer, optim.lr_scheduler.LRScheduler> make)
    {
        using var w = new Parameter(zeros(1));
        using optim.Optimizer optimizer = optim.SGD([w], 1);
        var schedule = make(optimizer);
        var rates = new double[epochs];
        for (int i = 0; i < epochs; i++)
        {
            rates[i] = optimizer.ParamGroups.Single().LearningRate;
            Assert.Equal(rates[i], schedule.get_last_lr().Single());
            schedule.step();
        }
        return rates;
    }
}
