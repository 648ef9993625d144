using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// WRPN weights (Mishra, Nurvitadhi, Cook, Marr 2017, quantization scheme): round((2^(k-1) - 1) * clip(w, -1, 1)) / (2^(k-1) - 1), ties half down.
/// Gradient: straight through. The float weights are kept in [-1, 1], so they start over that whole range and learn at BinaryConnect's rate.
/// </summary>
public sealed class WrpnWeights(int bits) : WeightQuantizer
{
    private readonly int levels = (1 << (bits - 1)) - 1;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "wrpn",
        Summary = "k-bit weights over [-1, 1]",
        Formula = "w -> round((2^(k-1) - 1) * clip(w, -1, 1)) / (2^(k-1) - 1), ties half down; gradient straight through",
        Paper = "Mishra, Nurvitadhi, Cook, Marr: WRPN, 2017, quantization scheme",
        Bits = "2 .. 8",
        DeviceForm = "k = 2: ternary; else signed integers",
        Parameters = [new("bits", 2, "bits a weight") { Min = 2, Max = 8 }],
        CreateWeights = r => new WrpnWeights(r.Integer("bits")),
    };

    public override int Bits => bits;

    public override double InitialBound(int fanIn, int fanOut) => 1;

    public override double LearningRateScale(int fanIn, int fanOut) => Math.Sqrt((fanIn + fanOut) / 1.5);

    public override QuantizedWeights Quantize(Tensor weights)
    {
        Tensor integers = Rounding.HalfDown(weights.clamp(-1, 1) * levels);
        return new QuantizedWeights([new QuantizedPlane(bits == 2 ? WeightDomain.Ternary : WeightDomain.Signed, bits, 0, integers)], ones([1], weights.dtype) / levels);
    }

    public override void AfterStep(Tensor weights) => weights.clamp_(-1, 1);
}
