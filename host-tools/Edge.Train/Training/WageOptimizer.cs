using Edge.Train.Layers;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>
/// WAGE's update (Wu, Li, Chen, Shi 2018, equations 11 and 12): with s = 2^(1-k), g becomes rate * g / Shift(max |g|), is rounded to a whole number up or down at random so that it is right
/// on average, and that many steps s are subtracted; weights stay in [-1 + s, 1 - s]. Weights are multiples of s at all times: k bits hold them.
/// </summary>
internal sealed class WageOptimizer(OptimizerRecipe recipe, IReadOnlyList<TrainableParameter> parameters)
    : WeightOptimizer(parameters, weightDecay: 0)
{
    private readonly double step = Math.Pow(2, 1 - recipe.Bits);

    public override IEnumerable<(string Name, Tensor Value)> State => [];

    public override bool IsStochastic => true;

    protected override void Update(int index, TrainableParameter parameter, Tensor gradient, double learningRate)
    {
        Tensor largest = gradient.abs().max();
        Tensor unit = where(largest.gt(0), PowerOfTwo.Nearest(largest), ones_like(largest));
        Tensor steps = (gradient / unit).mul_(learningRate).add_(rand_like(gradient)).floor_();
        Tensor value = parameter.Value;
        value.sub_(steps.mul_(step)).clamp_(step - 1, 1 - step);
    }
}
