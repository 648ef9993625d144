using Edge.Train.Data;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>Every output reads every input.</summary>
public sealed class DenseLayer(PlannedLayer plan, SeededRandom random)
    : WeightedLayer(plan, plan.In.Size, plan.Out.Channels, random)
{
    // x (N, inputs) @ w^T (inputs, outputs) -> (N, outputs)
    protected override Tensor Apply(Tensor x, Tensor weights) => nn.functional.linear(FlattenLayer.Flat(x), weights);

    // A vector's magnitude is that of the layer that made it; an image's is averaged over the image.
    protected override Tensor PatchMean(Tensor magnitude) => FlattenLayer.Flat(magnitude).mean([1], keepdim: true);
}
