using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// WRPN activations (Mishra, Nurvitadhi, Cook, Marr 2017, quantization scheme): round((2^k - 1) * clip(x, 0, 1)) / (2^k - 1), ties half down. Gradient: 1 inside
/// the clip, 0 outside. With a range r other than 1 everything is stretched by r.
/// </summary>
public sealed class WrpnActivations(int bits, double range) : ActivationQuantizer
{
    private readonly int levels = (1 << bits) - 1;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "wrpn",
        Summary = "k-bit activations over [0, range]",
        Formula = "x -> r / (2^k - 1) * round((2^k - 1) * clip(x / r, 0, 1)), ties half down; gradient 1 where 0 <= x <= r, else 0",
        Paper = "Mishra, Nurvitadhi, Cook, Marr: WRPN, 2017, quantization scheme (range 1)",
        Bits = "1 .. 8",
        DeviceForm = "unsigned integers",
        Parameters = [new("bits", 4, "bits an activation") { Min = 1, Max = 8 }, new("range", 1.0, "the largest value kept") { Min = 0.01, Max = 1000 }],
        CreateActivations = r => new WrpnActivations(r.Integer("bits"), r.Number("range")),
    };

    public override int Bits => bits;

    public override Tensor Forward(Tensor x)
    {
        Tensor clipped = x.clamp(0, range);
        Tensor steps = Rounding.HalfDown(clipped.detach() * (levels / range));
        return StraightThrough.Of(steps.mul_(range / levels), clipped);
    }

    public override StepQuantizer Describe() =>
        new(bits, [.. Enumerable.Range(1, levels).Select(i => (i - 0.5) * range / levels)], Inclusive: false, range / levels, ZeroPoint: 0);
}
