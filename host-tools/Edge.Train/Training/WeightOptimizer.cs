using Edge.Train.Layers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>
/// Updates a network's parameters. Its whole state is a list of named tensors and a step count, so that a checkpoint can hold it and a resumed run
/// continues with equal bits.
/// </summary>
internal abstract class WeightOptimizer(IReadOnlyList<TrainableParameter> parameters, double weightDecay) : IDisposable
{
    /// <summary>Updates done so far.</summary>
    public int Steps { get; set; }

    /// <summary>Whether updates draw random numbers.</summary>
    public virtual bool IsStochastic => false;

    /// <summary>Moments, in parameter order.</summary>
    public abstract IEnumerable<(string Name, Tensor Value)> State { get; }

    internal IReadOnlyList<TrainableParameter> Parameters { get; } = parameters;

    protected double WeightDecay { get; } = weightDecay;

    public static WeightOptimizer Create(OptimizerRecipe recipe, IReadOnlyList<TrainableParameter> parameters) => recipe.Kind switch
    {
        OptimizerKind.Adam => new AdamOptimizer(recipe, parameters),
        OptimizerKind.Wage => new WageOptimizer(recipe, parameters),
        _ => new SgdOptimizer(recipe, parameters),
    };

    /// <summary>One update by these gradients, which are in parameter order.</summary>
    public void Step(IList<Tensor> gradients, double learningRate)
    {
        using IDisposable update = no_grad();
        Steps++;
        for (int i = 0; i < Parameters.Count; i++)
        {
            TrainableParameter parameter = Parameters[i];
            Update(i, parameter, gradients[i], learningRate * Scaled(parameter.LearningRateScale));
            parameter.AfterStep?.Invoke();
        }
    }

    public void Dispose()
    {
        foreach ((_, Tensor value) in State)
        {
            value.Dispose();
        }
    }

    /// <summary>What a parameter's scale of the learning rate comes to with this rule.</summary>
    protected virtual double Scaled(double scale) => scale;

    protected abstract void Update(int index, TrainableParameter parameter, Tensor gradient, double learningRate);

    protected static Tensor[] Moments(IReadOnlyList<TrainableParameter> parameters) =>
        [.. parameters.Select(p => zeros_like(p.Value.detach()).DetachFromDisposeScope())];
}
