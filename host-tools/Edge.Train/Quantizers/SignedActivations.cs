using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Plain k-bit activations of both signs: s * clip(round(x / s), -2^(k-1), 2^(k-1) - 1) with s = range / 2^(k-1), ties half up, stored with the
/// zero point 2^(k-1). Gradient: 1 inside the clip, 0 outside. For the branch that a residual add meets before its own rectifier.
/// </summary>
public sealed class SignedActivations(int bits, double range) : ActivationQuantizer
{
    private readonly int zeroPoint = 1 << (bits - 1);
    private readonly double scale = range / (1 << (bits - 1));

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "signed",
        Summary = "k-bit activations over [-range, range)",
        Formula = "x -> s * clip(round(x / s), -2^(k-1), 2^(k-1) - 1), s = range / 2^(k-1), ties half up; gradient 1 inside the clip, else 0",
        Paper = "Jacob et al.: Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference, 2018, section 2.1",
        Bits = "2 .. 8",
        DeviceForm = "unsigned integers with a zero point",
        Parameters = [new("bits", 4, "bits an activation") { Min = 2, Max = 8 }, new("range", 2.0, "the largest magnitude kept") { Min = 0.01, Max = 1000 }],
        CreateActivations = r => new SignedActivations(r.Integer("bits"), r.Number("range")),
    };

    public override int Bits => bits;

    public override Tensor Forward(Tensor x)
    {
        Tensor clipped = x.clamp(-range, range - scale);
        return StraightThrough.Of(Rounding.HalfUp(clipped.detach() / scale).mul_(scale), clipped);
    }

    public override StepQuantizer Describe() =>
        new(bits, [.. Enumerable.Range(1, 2 * zeroPoint - 1).Select(i => (i - 0.5 - zeroPoint) * scale)], Inclusive: true, scale, zeroPoint);
}
