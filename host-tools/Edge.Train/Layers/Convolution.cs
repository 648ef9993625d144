using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>The convolution that both convolution layers share.</summary>
internal static class Convolution
{
    /// <summary>
    /// Convolves with padding that reads as <paramref name="padValue"/>. Where that is not zero (signs have no zero), the padded image is
    /// (x - p) with zeros around it, plus p everywhere: conv(x - p) + p * sum of the channel's weights.
    /// </summary>
    public static Tensor Padded(Tensor x, Tensor kernel, LayerRecipe layer, double padValue, long groups)
    {
        (int strideHeight, int strideWidth) = layer.Stride!.Value;
        (int padHeight, int padWidth) = layer.Padding!.Value;
        bool shifted = padValue != 0 && (padHeight > 0 || padWidth > 0);
        Tensor y = nn.functional.conv2d(shifted ? x - padValue : x, kernel, null, [strideHeight, strideWidth], [padHeight, padWidth], null, groups);
        return shifted ? y + (kernel.sum([1, 2, 3]) * padValue).view(1, -1, 1, 1) : y;
    }
}
