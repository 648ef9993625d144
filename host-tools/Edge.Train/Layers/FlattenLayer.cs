using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>An image as a vector, in height, width, channels order: what the device's memory holds anyway.</summary>
public sealed class FlattenLayer(PlannedLayer plan) : NetworkLayer(plan)
{
    internal override Tensor Compute(IReadOnlyList<LayerOutput> inputs, bool training) => Flat(inputs[0].Value);

    /// <summary>[N, channels, height, width] to [N, height * width * channels]; a vector stays as it is.</summary>
    internal static Tensor Flat(Tensor x) => x.ndim == 4 ? x.permute(0, 2, 3, 1).reshape(x.shape[0], -1) : x;
}
