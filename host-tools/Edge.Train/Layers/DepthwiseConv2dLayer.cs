using Edge.Train.Data;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>Two-dimensional convolution of each channel by itself.</summary>
public sealed class DepthwiseConv2dLayer(PlannedLayer plan, SeededRandom random)
    : WeightedLayer(plan, Area(plan), Area(plan), random)
{
    // x (N, C, H, W) * w (C, 1, ky, kx) -> (N, C, H', W')
    protected override Tensor Apply(Tensor x, Tensor weights)
    {
        (int height, int width) = Plan.Recipe.Kernel!.Value;
        return Convolution.Padded(x, weights.view(Plan.Out.Channels, 1, height, width), Plan.Recipe, PadValue, groups: Plan.Out.Channels);
    }

    private static int Area(PlannedLayer plan) => plan.Recipe.Kernel!.Value.Height * plan.Recipe.Kernel!.Value.Width;
}
