using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>The straight-through estimator (Bengio, Leonard, Courville 2013): one value going forward, another's gradient going back.</summary>
internal static class StraightThrough
{
    /// <summary>
    /// Exactly <paramref name="value"/>, with the gradient of <paramref name="path"/>. The usual path + (value - path) rounds twice and can miss
    /// the quantized value by a bit; path - path is zero to the last bit.
    /// </summary>
    /// <param name="value">Must be without a gradient; it is changed in place and given back.</param>
    public static Tensor Of(Tensor value, Tensor path) => is_grad_enabled() ? value.add_(path - path.detach()) : value;
}
