using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>The sum of two tensors of one shape: a residual connection.</summary>
public sealed class AddLayer(PlannedLayer plan) : NetworkLayer(plan)
{
    protected override bool AddsLevels => true;

    internal override Tensor Compute(IReadOnlyList<LayerOutput> inputs, bool training) => inputs[0].Value + inputs[1].Value;
}
