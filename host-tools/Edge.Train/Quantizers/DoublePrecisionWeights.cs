using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Double-precision deployment (Zhong 2020): the network trains with N-bit weights h = round(w / s), s = max |w| / (2^(N-1) - 1), and is deployed with two
/// N-bit planes of the stored float weight: h, and l = round(2^N (w / s - h)) clipped to N bits, so w is about s (h + 2^-N l). No extra training is
/// needed; finetune trains with both planes. Gradient: straight through.
/// </summary>
public sealed class DoublePrecisionWeights(int bits, bool perChannel, bool finetune) : WeightQuantizer
{
    private readonly int levels = (1 << (bits - 1)) - 1;
    private readonly FixedWeights single = new(bits, perChannel);

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "double-precision",
        Summary = "Trains with N-bit weights, deploys two N-bit planes of the stored float weights",
        Formula = "training: w -> s h, h = round(w / s), s = max |w| / (2^(N-1) - 1); deployed: s (h + 2^-N l), l = clip(round(2^N (w / s - h)), -(2^(N-1) - 1), 2^(N-1) - 1); gradient straight through",
        Paper = "Zhong: Towards Lower Bit Multiplication for Convolutional Neural Network Training, 2020, double-precision deployment",
        Bits = "2 .. 8, twice",
        DeviceForm = "two planes, the upper one shifted by N",
        Converts = true,
        Parameters = [new("bits", 2, "bits of each plane, N") { Min = 2, Max = 8 }, ScaleGroup.Parameter, new("finetune", false, "whether training sees both planes")],
        CreateWeights = r => new DoublePrecisionWeights(r.Integer("bits"), r.Text("scale") == ScaleGroup.Channel, r.Flag("finetune")),
    };

    public override int Bits => 2 * bits;

    public override Tensor Forward(Tensor weights) => finetune ? base.Forward(weights) : single.Forward(weights);

    public override QuantizedWeights Quantize(Tensor weights)
    {
        QuantizedWeights upper = single.Quantize(weights);
        QuantizedPlane high = upper.Planes[0];
        Tensor rest = weights / upper.Scale.unsqueeze(1) - high.Values;
        Tensor low = Rounding.HalfUp(rest * (1 << bits)).clamp_(-levels, levels);
        return new QuantizedWeights([new QuantizedPlane(high.Domain, bits, 0, low), high with { Shift = bits }], upper.Scale / (1 << bits));
    }
}
