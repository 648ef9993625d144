using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// WAGE errors (Wu, Li, Chen, Shi 2018, equation 10): Q(e / Shift(max |e|), k) with Q(x, k) = clip(s round(x / s), -1 + s, 1 - s), s = 2^(1-k), Shift(x) = 2^round(log2 x). The layer's magnitude is
/// dropped for good: only the order of errors matters, and the update scales again.
/// </summary>
public sealed class WageErrors(int bits) : IErrorQuantizer
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "wage",
        Summary = "k-bit gradients in units of the layer's largest, rounded to a power of two",
        Formula = "e -> clip(s round(x / s), -1 + s, 1 - s), x = e / 2^round(log2 max |e|), s = 2^(1-k)",
        Paper = "Wu, Li, Chen, Shi: Training and Inference with Integers in Deep Neural Networks, 2018, equation 10",
        Bits = "2 .. 16",
        DeviceForm = "inference is the same with and without",
        Parameters = [new("bits", 8, "bits a gradient") { Min = 2, Max = 16 }],
        CreateErrors = r => new WageErrors(r.Integer("bits")),
    };

    public bool IsStochastic => false;

    public Tensor Quantize(Tensor gradient)
    {
        Tensor largest = gradient.abs().max();
        Tensor unit = where(largest.gt(0), PowerOfTwo.Nearest(largest), ones_like(largest));
        return WageGrid.Integers(gradient / unit, bits).mul_(WageGrid.Step(bits));
    }
}
