using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>What a layer hands on.</summary>
/// <param name="Value">Real values.</param>
/// <param name="Magnitude">A scale that the reader's sums are multiplied by, patch by patch (<see cref="Quantizers.IActivationQuantizer.Magnitude"/>), or null.</param>
internal sealed record LayerOutput(Tensor Value, Tensor? Magnitude);
