using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Plain symmetric k-bit weights: q = round(w / s) with s = max |w| / (2^(k-1) - 1), ties half up, levels -(2^(k-1) - 1) .. 2^(k-1) - 1.
/// Gradient: straight through. Meant for first and last layers at 8 bits.
/// </summary>
public sealed class FixedWeights(int bits, bool perChannel) : WeightQuantizer
{
    private readonly int levels = (1 << (bits - 1)) - 1;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "fixed",
        Summary = "k-bit weights between the largest and its negative",
        Formula = "w -> s * round(w / s), s = max |w| / (2^(k-1) - 1), ties half up; gradient straight through",
        Paper = "Jacob et al.: Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, 2018, section 3 (symmetric)",
        Bits = "2 .. 8",
        DeviceForm = "k = 2: ternary; else signed integers",
        Converts = true,
        Parameters = [new("bits", 8, "bits a weight") { Min = 2, Max = 8 }, ScaleGroup.Parameter],
        CreateWeights = r => new FixedWeights(r.Integer("bits"), r.Text("scale") == ScaleGroup.Channel),
    };

    public override int Bits => bits;

    public override QuantizedWeights Quantize(Tensor weights)
    {
        Tensor rows = ScaleGroup.Rows(weights, perChannel);
        Tensor largest = rows.abs().amax([1], keepdim: true);
        Tensor scale = where(largest.gt(0), largest, ones_like(largest)) / levels;
        Tensor integers = Rounding.HalfUp(rows / scale).clamp_(-levels, levels);
        return new QuantizedWeights([new QuantizedPlane(bits == 2 ? WeightDomain.Ternary : WeightDomain.Signed, bits, 0, integers.view(weights.shape))], scale.squeeze(1));
    }
}
