using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Low-bit training's errors (Zhong 2020, "Basic Quantization Method"): s round((2^(k-1) - 1) clip(e / s, -1, 1)) / (2^(k-1) - 1) with stochastic rounding; s covers the largest |e| of the group: the layer, each channel, or each
/// channel of each image.
/// </summary>
internal sealed class LowBitErrors(int bits, LowBitFormat format, string groups) : IErrorQuantizer
{
    private readonly int levels = (1 << (bits - 1)) - 1;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "low-bit",
        Summary = "k-bit gradients with stochastic rounding, as in low-bit training",
        Formula = "e -> s round((2^(k-1) - 1) clip(e / s, -1, 1)) / (2^(k-1) - 1), s covers the largest |e| of the group; rounding stochastic",
        Paper = "Zhong: Towards Lower Bit Multiplication for Convolutional Neural Network Training, 2020, basic quantization and group-wise scaling",
        Bits = "2 .. 8",
        DeviceForm = "inference is the same with and without",
        Parameters = [.. LowBitFormat.Parameters, GroupLayout.Parameter],
        CreateErrors = r => new LowBitErrors(r.Integer("bits"), LowBitFormat.Of(r), r.Text("group")),
    };

    public bool IsStochastic => true;

    public Tensor Quantize(Tensor gradient) =>
        GroupLayout.Back(format.Quantize(GroupLayout.Rows(gradient, groups), levels, random: true).ToReal(), groups, gradient.shape);
}
