using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// WAGE weights (Wu, Li, Chen, Shi 2018, equations 6 to 8): clip(s round(w / s), -1 + s, 1 - s) with s = 2^(1-k), divided by the layer's scale alpha = max(Shift(1.5 s / L), 1) with
/// L = sqrt(6 / fan in); weights start uniform within max(L, 1.5 s). Gradient: straight through. The <c>wage</c> optimizer keeps the stored weights on their own finer grid.
/// </summary>
public sealed class WageWeights(int bits) : WeightQuantizer
{
    private const double Beta = 1.5;
    private readonly double step = WageGrid.Step(bits);

    // alpha: a power of two, so that on the device it is a shift.
    private double attenuation = 1;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "wage",
        Summary = "k-bit weights on WAGE's grid, with a power of two as the layer's scale; used with the wage optimizer",
        Formula = "w -> clip(s round(w / s), -1 + s, 1 - s) / alpha, s = 2^(1-k), alpha = max(2^round(log2(1.5 s / sqrt(6 / fan in))), 1); gradient straight through",
        Paper = "Wu, Li, Chen, Shi: Training and Inference with Integers in Deep Neural Networks, 2018, equations 6 to 8",
        Bits = "2 .. 8",
        DeviceForm = "k = 2: ternary; else signed integers",
        Parameters = [new("bits", 2, "bits a weight") { Min = 2, Max = 8 }],
        Snippet = "\"weights\": { \"type\": \"wage\", \"bits\": 2 }, \"norm\": false,\n\"training\": { \"optimizer\": { \"type\": \"wage\" }, ... }",
        CreateWeights = r => new WageWeights(r.Integer("bits")),
    };

    public override int Bits => bits;

    public override double InitialBound(int fanIn, int fanOut)
    {
        double limit = Math.Sqrt(6.0 / fanIn);
        attenuation = Math.Max(Math.Pow(2, Math.Floor(Math.Log2(Beta * step / limit) + 0.5)), 1);
        return Math.Min(1, Math.Max(limit, Beta * step));
    }

    public override QuantizedWeights Quantize(Tensor weights) =>
        new([new QuantizedPlane(bits == 2 ? WeightDomain.Ternary : WeightDomain.Signed, bits, 0, WageGrid.Integers(weights, bits))], ones([1], weights.dtype) * (step / attenuation));
}
