using Edge.Train.Trained;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Trained Ternary Quantization (Zhu, Han, Mao, Dally 2016): +Wp where w > D, -Wn where w &lt; -D, else 0, with D = t * max |w| (equation 9) and two learned
/// scales a layer. Gradients (equations 7 and 8): Wp and Wn get the sums over their weights (Wn with the sign of its value), w gets the gradient times
/// Wp, 1 or Wn. The device adds integers, so the two scales stand in the ratio of two small integers: training sees that ratio too, straight through.
/// </summary>
public sealed class TrainedTernary(double factor, int ratioBits) : WeightQuantizer
{
    private const double Smallest = 1e-6;
    private readonly int steps = (1 << (ratioBits - 1)) - 1;
    private readonly Parameter positive = One();
    private readonly Parameter negative = One();

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "ttq",
        Summary = "Ternary weights with two learned scales, one for the positive and one for the negative ones",
        Formula = "w -> Wp if w > D, -Wn if w < -D, else 0, D = t * max |w|; dL/dWp, dL/dWn summed over their weights; dL/dw = dL/dwq times Wp, Wn or 1",
        Paper = "Zhu, Han, Mao, Dally: Trained Ternary Quantization, 2016, equations 6 to 9",
        Bits = "2",
        DeviceForm = "signed integers {-b, 0, a} with a : b = Wp : Wn rounded to ratioBits bits; ratioBits 2 is ternary with one scale",
        Parameters =
        [
            new("factor", 0.05, "the threshold t in largest absolute weights") { Min = 0, Max = 0.99 },
            new("ratioBits", 4, "bits of the integers that hold the ratio of the two scales") { Min = 2, Max = 8 },
        ],
        CreateWeights = r => new TrainedTernary(r.Number("factor"), r.Integer("ratioBits")),
    };

    public override int Bits => 2;

    public override IReadOnlyList<(string Name, Parameter Value)> Parameters => [("positive", positive), ("negative", negative)];

    /// <summary>Both scales start as the mean absolute weight beyond the threshold, like TWN's.</summary>
    public override void Initialize(Tensor weights)
    {
        using IDisposable outside = no_grad();
        (Tensor plus, Tensor minus) = Signs(weights.detach());
        foreach ((Parameter scale, Tensor mask) in new[] { (positive, plus), (negative, minus) })
        {
            Tensor mean = (weights.detach().abs() * mask).sum() / mask.sum().clamp_min(1);
            scale.copy_(where(mask.sum().gt(0), mean, ones_like(mean)));
        }
    }

    public override Tensor Forward(Tensor weights)
    {
        Tensor w = weights.detach();
        (Tensor plus, Tensor minus) = Signs(w);
        Tensor slope = plus * positive.detach() + minus * negative.detach() + (1 - plus - minus);
        return StraightThrough.Of(Quantize(w).ToReal(), plus * positive - minus * negative + (weights - w) * slope);
    }

    public override QuantizedWeights Quantize(Tensor weights)
    {
        (Tensor plus, Tensor minus) = Signs(weights);
        Tensor p = positive.detach().clamp_min(Smallest);
        Tensor n = negative.detach().clamp_min(Smallest);
        Tensor scale = maximum(p, n) / steps;
        Tensor integers = plus * Rounding.HalfUp(p / scale).clamp_min_(1) - minus * Rounding.HalfUp(n / scale).clamp_min_(1);
        return new QuantizedWeights([new QuantizedPlane(ratioBits == 2 ? WeightDomain.Ternary : WeightDomain.Signed, ratioBits, 0, integers)], scale);
    }

    private (Tensor Plus, Tensor Minus) Signs(Tensor weights)
    {
        Tensor threshold = weights.abs().max() * factor;
        return (weights.gt(threshold).to_type(weights.dtype), weights.lt(-threshold).to_type(weights.dtype));
    }

    // Lives as long as the quantizer, whatever scope it was made in.
    private static Parameter One()
    {
        Parameter one = nn.Parameter(ones(1));
        one.DetachFromDisposeScope();
        return one;
    }
}
