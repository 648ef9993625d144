using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>The mean of each window, padding (real value 0) included; the whole image is one window for the global average pool.</summary>
public sealed class AveragePoolLayer(PlannedLayer plan) : NetworkLayer(plan)
{
    /// <summary>What the layer's padding stands for: set by the network from the layer that is read.</summary>
    internal double PadValue { get; set; }

    protected override bool AddsLevels => true;

    internal override Tensor Compute(IReadOnlyList<LayerOutput> inputs, bool training)
    {
        LayerRecipe recipe = Plan.Recipe;
        if (recipe.Kind == LayerKind.GlobalAveragePool)
        {
            return inputs[0].Value.mean([2, 3], keepdim: true);
        }

        Tensor y = nn.functional.avg_pool2d(inputs[0].Value - PadValue, recipe.Kernel!.Value.ToLongs(), recipe.Stride!.Value.ToLongs(), recipe.Padding!.Value.ToLongs());
        return y + PadValue;
    }
}
