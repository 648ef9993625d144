using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// WAGE activations (Wu, Li, Chen, Shi 2018, equation 9, behind a rectifier): min(s round(max(x, 0) / s), 1 - s) with s = 2^(1-k), ties half up. The layer's scale alpha is part of the
/// weights. Gradient: 1 where 0 &lt;= x &lt;= 1 - s, else 0.
/// </summary>
public sealed class WageActivations(int bits) : ActivationQuantizer
{
    private readonly double step = WageGrid.Step(bits);

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "wage",
        Summary = "k-bit activations on WAGE's grid; the sign bit of the k is not needed behind a rectifier",
        Formula = "x -> min(s round(max(x, 0) / s), 1 - s), s = 2^(1-k), ties half up; gradient 1 where 0 <= x <= 1 - s, else 0",
        Paper = "Wu, Li, Chen, Shi: Training and Inference with Integers in Deep Neural Networks, 2018, equation 9",
        Bits = "2 .. 8",
        DeviceForm = "unsigned integers of k - 1 bits",
        Parameters = [new("bits", 8, "bits an activation, sign included") { Min = 2, Max = 8 }],
        CreateActivations = r => new WageActivations(r.Integer("bits")),
    };

    public override int Bits => bits - 1;

    public override Tensor Forward(Tensor x)
    {
        Tensor clipped = x.clamp(0, 1 - step);
        return StraightThrough.Of(WageGrid.Integers(clipped.detach(), bits).mul_(step), clipped);
    }

    public override StepQuantizer Describe() =>
        new(bits - 1, [.. Enumerable.Range(1, (1 << (bits - 1)) - 1).Select(i => (i - 0.5) * step)], Inclusive: true, step, ZeroPoint: 0);
}
