using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Shiftable fixed point (Zhong 2020: Towards Lower Bit Multiplication for Convolutional Neural Network Training): values below max * 2^-L keep their own
/// lower N bits, larger ones their upper N bits, and one flag a value says which. With s = max |w| / (2^L (2^(N-1) - 1)) the small ones are
/// s * round(w / s) and the large ones 2^L s * round(w / (2^L s)). Gradient: straight through.
/// </summary>
public sealed class ShiftableWeights(int bits, int shift, bool stochastic) : RoundedWeights(stochastic)
{
    private readonly int levels = (1 << (bits - 1)) - 1;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "shiftable",
        Summary = "N-bit weights in one of two shift positions: small weights keep finer bits",
        Formula = "w -> s round(w / s) if |w| < max |w| 2^-L, else 2^L s round(w / (2^L s)), s = max |w| / (2^L (2^(N-1) - 1)); gradient straight through",
        Paper = "Zhong: Towards Lower Bit Multiplication for Convolutional Neural Network Training, 2020, shiftable fixed-point data format",
        Bits = "2 .. 8 and a flag",
        DeviceForm = "two planes: small weights with shift 0, large ones with shift L",
        Parameters = [new("bits", 4, "bits a weight, N") { Min = 2, Max = 8 }, new("shift", 2, "how far the finer position lies below, L") { Min = 1, Max = 8 }, RoundingParameter(Nearest)],
        CreateWeights = r => new ShiftableWeights(r.Integer("bits"), r.Integer("shift"), r.Text("rounding") == Stochastic),
    };

    public override int Bits => bits + 1;

    internal override QuantizedWeights Quantize(Tensor weights, Func<Tensor, Tensor> round)
    {
        Tensor largest = weights.abs().max().clamp_min(1e-30);
        Tensor scale = largest / ((double)levels * (1 << shift));
        Tensor small = weights.abs().lt(largest / (1 << shift)).to_type(weights.dtype);
        Tensor low = round(weights / scale).clamp_(-levels, levels) * small;
        Tensor high = round(weights / (scale * (1 << shift))).clamp_(-levels, levels) * (1 - small);
        WeightDomain domain = bits == 2 ? WeightDomain.Ternary : WeightDomain.Signed;
        return new QuantizedWeights([new QuantizedPlane(domain, bits, 0, low), new QuantizedPlane(domain, bits, shift, high)], scale.view(1));
    }
}
