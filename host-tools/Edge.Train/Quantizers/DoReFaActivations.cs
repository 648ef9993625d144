using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// DoReFa activations (Zhou, Wu, Ni, Zhou, Wen, Zou 2016, equations 5 and 11): q_k(clip(x, 0, 1)) with q_k(x) = round((2^k - 1) x) / (2^k - 1), ties half up. Gradient: 1 inside the clip, 0 outside.
/// </summary>
public sealed class DoReFaActivations(int bits) : ActivationQuantizer
{
    private readonly int levels = (1 << bits) - 1;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "dorefa",
        Summary = "k-bit activations over [0, 1]",
        Formula = "x -> round((2^k - 1) clip(x, 0, 1)) / (2^k - 1), ties half up; gradient 1 where 0 <= x <= 1, else 0",
        Paper = "Zhou, Wu, Ni, Zhou, Wen, Zou: DoReFa-Net, 2016, equations 5 and 11",
        Bits = "1 .. 8",
        DeviceForm = "unsigned integers",
        Parameters = [new("bits", 4, "bits an activation") { Min = 1, Max = 8 }],
        CreateActivations = r => new DoReFaActivations(r.Integer("bits")),
    };

    public override int Bits => bits;

    public override Tensor Forward(Tensor x)
    {
        Tensor clipped = x.clamp(0, 1);
        return StraightThrough.Of(Rounding.HalfUp(clipped.detach() * levels).div_(levels), clipped);
    }

    public override StepQuantizer Describe() =>
        new(bits, [.. Enumerable.Range(1, levels).Select(i => (i - 0.5) / levels)], Inclusive: true, 1.0 / levels, ZeroPoint: 0);
}
