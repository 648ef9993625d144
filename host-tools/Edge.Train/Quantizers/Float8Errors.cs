using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Errors as 8-bit floating-point numbers, by default 1-5-2: the backward format of HFP8 (Sun et al. 2019). With "align", a power of two for each layer first brings the largest error into the top binade, the
/// "exponent bias of error"; it is taken out again behind.
/// </summary>
internal sealed class Float8Errors(SmallFloat format, bool align) : IErrorQuantizer
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "float8",
        Summary = "Gradients as 8-bit floating-point numbers, 1-5-2 unless said otherwise",
        Formula = "e -> the nearest (-1)^s 2^(x - bias) (1 + f / 2^m), subnormal at x = 0, ties to even; with align, the layer's largest lies in the top binade",
        Paper = "Sun et al.: Hybrid 8-bit Floating Point Training and Inference for Deep Neural Networks, 2019",
        Bits = "4 .. 19",
        DeviceForm = "inference is the same with and without",
        Parameters = [.. SmallFloat.Backward, new("align", true, "a bias of its own for each layer and batch")],
        CreateErrors = r => new Float8Errors(SmallFloat.Of(r), r.Flag("align")),
    };

    public bool IsStochastic => false;

    public Tensor Quantize(Tensor gradient)
    {
        if (!align)
        {
            return format.Nearest(gradient);
        }

        Tensor largest = gradient.abs().max();
        Tensor top = where(largest.gt(0), largest, ones_like(largest)).log2().floor_();

        // The largest power of two of float: gradients too small for it come up as far as it goes.
        Tensor shift = ((1 << format.Exponent) - 1 - format.Bias - top).clamp_max(127).exp2();
        return format.Nearest(gradient * shift) / shift;
    }
}
