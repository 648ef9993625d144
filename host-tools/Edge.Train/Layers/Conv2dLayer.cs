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

    // The box filter k of XNOR-Net, section 3.2: padding counts as zeros.
    protected override Tensor PatchMean(Tensor magnitude)
    {
        (int height, int width) = Plan.Recipe.Kernel!.Value;
        Tensor box = ones([1, 1, height, width], magnitude.dtype) / (height * width);
        return Convolution.Padded(magnitude, box, Plan.Recipe, padValue: 0, groups: 1);
    }

    private static int Area(PlannedLayer plan) => plan.Recipe.Kernel!.Value.Height * plan.Recipe.Kernel!.Value.Width;
}
