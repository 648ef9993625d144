using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>The largest value of each window; padding never wins. It keeps its input's levels.</summary>
public sealed class MaxPoolLayer(PlannedLayer plan) : NetworkLayer(plan)
{
    internal override Tensor Compute(IReadOnlyList<LayerOutput> inputs, bool training) =>
        nn.functional.max_pool2d(inputs[0].Value, Plan.Recipe.Kernel!.Value.ToLongs(), Plan.Recipe.Stride!.Value.ToLongs(), Plan.Recipe.Padding!.Value.ToLongs());
}
