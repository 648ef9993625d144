using Edge.Train.Layers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>Adam (Kingma, Ba 2015, algorithm 1), with decoupled weight decay (Loshchilov, Hutter 2019).</summary>
internal sealed class AdamOptimizer(OptimizerRecipe recipe, IReadOnlyList<TrainableParameter> parameters)
    : WeightOptimizer(parameters, recipe.WeightDecay)
{
    private const double Epsilon = 1e-8;
    private readonly Tensor[] means = Moments(parameters);
    private readonly Tensor[] squares = Moments(parameters);

    public override IEnumerable<(string Name, Tensor Value)> State =>
        Parameters.SelectMany((p, i) => new[] { ($"{p.Name}.mean", means[i]), ($"{p.Name}.square", squares[i]) });

    protected override void Update(int index, TrainableParameter parameter, Tensor gradient, double learningRate)
    {
        Tensor value = parameter.Value;
        if (parameter.Decays && WeightDecay > 0)
        {
            value.mul_(1 - learningRate * WeightDecay);
        }

        means[index].mul_(recipe.Beta1).add_(gradient, 1 - recipe.Beta1);
        squares[index].mul_(recipe.Beta2).addcmul_(gradient, gradient, 1 - recipe.Beta2);
        Tensor size = squares[index].sqrt().div_(Math.Sqrt(1 - Math.Pow(recipe.Beta2, Steps))).add_(Epsilon);
        value.addcdiv_(means[index], size, -learningRate / (1 - Math.Pow(recipe.Beta1, Steps)));
    }
}
