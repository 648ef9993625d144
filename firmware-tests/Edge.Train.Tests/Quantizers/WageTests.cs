using Edge.Train.Layers;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using Edge.Train.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

/// <summary>WAGE: 2-bit weights, 8-bit activations, gradients and errors.</summary>
public sealed class WageTests
{
    [Fact]
    public void WAGE_weights_are_ternary_in_halves_over_a_power_of_two()
    {
        WageWeights quantizer = new(2);
        double bound = quantizer.InitialBound(fanIn: 600, fanOut: 10);

        // s = 1/2, L = sqrt(6 / 600) = 0.1: start within 1.5 s = 0.75, alpha = 2^round(log2(7.5)) = 8.
        Assert.Equal(0.75, bound);
        float[] w = [-1, -0.2501f, -0.2499f, 0, 0.25f, 0.24f, 0.9f];
        Assert.Equal([-1 / 16f, -1 / 16f, 0, 0, 1 / 16f, 0, 1 / 16f], Matrices.Inference(quantizer, w));
        Assert.Equal(w, Matrices.Gradient(quantizer.Forward, w, w));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void WAGE_activations_are_the_described_steps(int bits)
    {
        WageActivations quantizer = new(bits);
        float[] x = [.. Matrices.Random(500, 2, 3), 0.5f];
        float[] y = Matrices.Floats(quantizer.Forward(Matrices.Of(x, 1)));
        double step = Math.Pow(2, 1 - bits);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(Math.Clamp(Math.Floor(x[i] / step + 0.5) * step, 0, 1 - step), y[i], 1e-7);
            Assert.Equal(ActivationQuantizerTests.Value(quantizer.Describe(), x[i]), y[i], 1e-7);
        }
    }

    [Fact]
    public void WAGE_updates_are_whole_steps_and_right_on_average()
    {
        random.manual_seed(9);
        float[] start = [.. Enumerable.Range(0, 64).Select(i => (float)((i - 32) / 128.0))];
        float[] gradient = Matrices.Random(64, 6, 0.01);
        float largest = gradient.Max(MathF.Abs);
        double unit = Math.Pow(2, Math.Round(Math.Log2(largest)));
        double[] sum = new double[64];
        const int draws = 2000;
        for (int d = 0; d < draws; d++)
        {
            Parameter value = nn.Parameter(tensor(start));
            OptimizerRecipe recipe = new(OptimizerKind.Wage, 2, 0, 0, 0, 0, 8);
            using WeightOptimizer optimizer = WeightOptimizer.Create(recipe, [new TrainableParameter("w", value, 1, Decays: true, null)]);
            optimizer.Step([tensor(gradient)], 2);
            float[] found = Matrices.Floats(value);
            for (int i = 0; i < 64; i++)
            {
                double steps = (start[i] - found[i]) * 128;
                Assert.Equal(Math.Round(steps), steps, 1e-4);
                Assert.InRange(Math.Abs(steps - 2 * gradient[i] / unit), 0, 1.0001);
                sum[i] += steps;
            }
        }

        // A draw deviates by at most half a step from its mean; five deviations of the average.
        Assert.All(gradient.Select((g, i) => sum[i] / draws - 2 * g / unit), e => Assert.InRange(Math.Abs(e), 0, 5 * 0.5 / Math.Sqrt(draws)));
    }

    [Fact]
    public void WAGE_weights_never_leave_their_grid()
    {
        random.manual_seed(1);
        Parameter value = nn.Parameter(tensor(new[] { 0.99f, -0.99f }));
        using WeightOptimizer optimizer = WeightOptimizer.Create(new OptimizerRecipe(OptimizerKind.Wage, 8, 0, 0, 0, 0, 8), [new TrainableParameter("w", value, 1, true, null)]);
        for (int i = 0; i < 20; i++)
        {
            optimizer.Step([tensor(new[] { -1f, 1f })], 8);
        }

        Assert.Equal([127 / 128f, -127 / 128f], Matrices.Floats(value));
    }
}
