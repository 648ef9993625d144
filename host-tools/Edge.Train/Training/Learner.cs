using Edge.Train.Layers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>What training changes: the network, a teacher where the recipe has one, and the optimizer of both.</summary>
internal sealed class Learner : IDisposable
{
    private Learner(Network network, Distillation? distillation, WeightOptimizer optimizer)
    {
        (Network, Distillation, Optimizer) = (network, distillation, optimizer);
    }

    public Network Network { get; }

    public Distillation? Distillation { get; }

    public WeightOptimizer Optimizer { get; }

    /// <summary>Whether a step draws random numbers.</summary>
    public bool IsStochastic => Network.IsStochastic || Optimizer.IsStochastic || Distillation is { Teacher.IsStochastic: true };

    /// <summary>What a checkpoint keeps beside the network.</summary>
    public IEnumerable<(string Name, Tensor Value)> State => Optimizer.State.Concat(Distillation?.State ?? []);

    /// <param name="network">Null: a new one, from random weights or from the checkpoint that the recipe starts from.</param>
    /// <param name="baseFolder">What the recipe's relative paths start from.</param>
    public static Learner Create(Recipe recipe, Network? network, string baseFolder)
    {
        if (network is null)
        {
            network = Network.Create(recipe, recipe.Training.Seed);
            if (recipe.Training.Start is { } start)
            {
                StartingPoint.Load(network, Path.GetFullPath(start, Path.GetFullPath(baseFolder)));
            }
        }

        Distillation? distillation = Distillation.Create(recipe, baseFolder);
        return new Learner(network, distillation, WeightOptimizer.Create(recipe.Training.Optimizer, [.. network.Parameters, .. distillation?.Parameters ?? []]));
    }

    public void Dispose()
    {
        Network.Dispose();
        Distillation?.Dispose();
        Optimizer.Dispose();
    }
}
