using Edge.Train.Data;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>Two-dimensional convolution with stride and padding.</summary>
public sealed class Conv2dLayer(PlannedLayer plan, SeededRandom random)
    : WeightedLayer(plan, Area(plan) * plan.In.Channels, Area(plan) * plan.Out.Channels, random)
{
    // x (N, in, H, W) * w (out, in, ky, kx) -> (N, out, H', W')
    protected override Tensor Apply(Tensor x, Tensor weights)
    {
        (int height, int width) = Plan.Recipe.Kernel!.Value;
        Tensor kernel = weights.view(Plan.Out.Channels, height, width, Plan.In.Channels).permute(0, 3, 1, 2);
        return Convolution.Padded(x, kernel, Plan.Recipe, PadValue, groups: 1);
    }

    private static int Area(PlannedLayer plan) => plan.Recipe.Kernel!.Value.Height * plan.Recipe.Kernel!.Value.Width;
}
