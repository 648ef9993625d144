using Edge.Train.Layers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>Stochastic gradient descent with momentum; weight decay is added to the gradient.</summary>
internal sealed class SgdOptimizer(OptimizerRecipe recipe, IReadOnlyList<TrainableParameter> parameters)
    : WeightOptimizer(parameters, recipe.WeightDecay)
{
    private readonly Tensor[] momenta = Moments(parameters);

    public override IEnumerable<(string Name, Tensor Value)> State => Parameters.Select((p, i) => ($"{p.Name}.momentum", momenta[i]));

    // Weights that are c times as large behind a norm need steps c times as large and get gradients c times as small. Adam makes up for the gradients; here the scale counts twice
    // (Courbariaux, Bengio, David 2015, section 2.5).
    protected override double Scaled(double scale) => scale * scale;

    protected override void Update(int index, TrainableParameter parameter, Tensor gradient, double learningRate)
    {
        Tensor value = parameter.Value;
        momenta[index].mul_(recipe.Momentum).add_(gradient);
        if (parameter.Decays && WeightDecay > 0)
        {
            momenta[index].add_(value, WeightDecay);
        }

        value.add_(momenta[index], -learningRate);
    }
}
