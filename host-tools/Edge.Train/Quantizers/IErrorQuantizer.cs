using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Quantizes the gradient (the "error") of a layer's sums on its way back. Both products of the backward pass, with the weights and with the activations, then
/// read few levels. One object serves one layer.
/// </summary>
public interface IErrorQuantizer
{
    /// <summary>Whether <see cref="Quantize"/> draws random numbers.</summary>
    bool IsStochastic { get; }

    /// <summary>The quantized gradient, [N, channels, height, width] or [N, channels]; the argument stays as it is.</summary>
    Tensor Quantize(Tensor gradient);
}
