using Edge.Train.Layers;
using Edge.Train.Recipes;
using Edge.Train.Tests.Quantizers;
using Edge.Train.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Training;

public sealed class OptimizerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Adam_equals_its_definition(double decay)
    {
        OptimizerRecipe recipe = new(OptimizerKind.Adam, 0.1, 0, 0.9, 0.99, decay);
        (double w, double m, double v) = (0.7, 0, 0);
        float[] gradients = [0.3f, -0.1f, 0.7f, 0.7f];
        using Run run = new(recipe, (float)w);
        for (int t = 1; t <= gradients.Length; t++)
        {
            double g = gradients[t - 1];
            w *= 1 - 2 * 0.1 * decay;
            m = 0.9 * m + 0.1 * g;
            v = 0.99 * v + 0.01 * g * g;
            w -= 2 * 0.1 * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.99, t))) + 1e-8);
            Assert.Equal(w, run.Step((float)g), 1e-5);
        }
    }

    [Fact]
    public void Momentum_equals_its_definition()
    {
        OptimizerRecipe recipe = new(OptimizerKind.Sgd, 0.1, 0.9, 0, 0, 0.01);
        (double w, double b) = (0.7, 0);
        using Run run = new(recipe, (float)w);
        foreach (float g in (float[])[0.3f, -0.1f, 0.7f])
        {
            b = 0.9 * b + g + 0.01 * w;
            // Twice the rate's scale of two: its square.
            w -= 4 * 0.1 * b;
            Assert.Equal(w, run.Step(g), 1e-5);
        }
    }

    [Fact]
    public void The_learning_rate_follows_its_schedule()
    {
        TrainingRecipe training = new(10, 10, 1, new OptimizerRecipe(OptimizerKind.Adam, 2, 0, 0, 0, 0), new ScheduleRecipe(ScheduleKind.Cosine, 2, 1, 1, 0), 0, null);
        Assert.InRange(LearningRate.At(0, training), 0.0001, 0.01);
        Assert.Equal(1, LearningRate.At(1, training), 2);
        Assert.Equal(2, LearningRate.At(2, training), 12);
        Assert.Equal(1, LearningRate.At(6, training), 12);
        Assert.Equal(0, LearningRate.At(10, training), 12);
        TrainingRecipe steps = training with { Schedule = new ScheduleRecipe(ScheduleKind.Step, 0, 3, 0.1, 0) };
        Assert.Equal([2, 2, 0.2, 0.2, 0.02], new[] { 0, 2.9, 3, 5.9, 6 }.Select(p => Math.Round(LearningRate.At(p, steps), 9)));
        TrainingRecipe linear = training with { Schedule = new ScheduleRecipe(ScheduleKind.Linear, 0, 1, 1, 0.5) };
        Assert.Equal(1.5, LearningRate.At(5, linear), 12);
    }

    // One weight with a rate of two, and a hook that counts.
    private sealed class Run : IDisposable
    {
        private readonly Parameter parameter;
        private readonly WeightOptimizer optimizer;
        private readonly double rate;
        private int calls;

        public Run(OptimizerRecipe recipe, float start)
        {
            parameter = nn.Parameter(tensor(new float[] { start }));
            optimizer = WeightOptimizer.Create(recipe, [new TrainableParameter("w", parameter, 2, Decays: true, () => calls++)]);
            rate = recipe.LearningRate;
        }

        public float Step(float gradient)
        {
            int before = calls;
            optimizer.Step([tensor(new float[] { gradient })], rate);
            Assert.Equal(before + 1, calls);
            return Matrices.Floats(parameter)[0];
        }

        public void Dispose()
        {
            optimizer.Dispose();
            parameter.Dispose();
        }
    }
}
