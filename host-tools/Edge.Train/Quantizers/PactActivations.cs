using Edge.Train.Trained;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// PACT (Choi, Wang, Venkataramani, Chuang, Srinivasan, Gopalakrishnan 2018, equations 1 to 3): y = 0.5 (|x| - |x - alpha| + alpha), that is x clipped to [0, alpha], then round(y (2^k - 1) / alpha) alpha / (2^k - 1), ties half up.
/// Gradient: to x, 1 where 0 &lt;= x &lt; alpha, else 0; to alpha, 1 where x >= alpha, else 0. Alpha is learned, and decay * alpha^2 is added to the loss.
/// </summary>
public sealed class PactActivations : ActivationQuantizer
{
    // A clipping point that has shrunk to nothing would never learn again.
    private const double Smallest = 0.01;
    private readonly int bits;
    private readonly int levels;
    private readonly double decay;
    private readonly Parameter alpha;

    public PactActivations(int bits, double start, double decay)
    {
        (this.bits, levels, this.decay) = (bits, (1 << bits) - 1, decay);
        alpha = nn.Parameter(tensor(new[] { (float)start }));
        alpha.DetachFromDisposeScope();
    }

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "pact",
        Summary = "k-bit activations with a learned clipping point",
        Formula = "x -> y = clip(x, 0, a), then round(y (2^k - 1) / a) a / (2^k - 1), ties half up; gradient to x 1 where 0 <= x < a, to a 1 where x >= a; loss + decay a^2",
        Paper = "Choi, Wang, Venkataramani, Chuang, Srinivasan, Gopalakrishnan: PACT, 2018, equations 1 to 3",
        Bits = "2 .. 8",
        DeviceForm = "unsigned integers",
        Parameters =
        [
            new("bits", 4, "bits an activation") { Min = 2, Max = 8 },
            new("alpha", 6.0, "the clipping point that learning starts from") { Min = 0.1, Max = 100 },
            new("decay", 0.0002, "what alpha^2 is multiplied by in the loss") { Min = 0, Max = 1 },
        ],
        CreateActivations = r => new PactActivations(r.Integer("bits"), r.Number("alpha"), r.Number("decay")),
    };

    public override int Bits => bits;

    public override IReadOnlyList<(string Name, Parameter Value)> Parameters => [("alpha", alpha)];

    private double Clip => Math.Max(alpha.item<float>(), Smallest);

    public override Tensor Forward(Tensor x)
    {
        Tensor clip = StraightThrough.Of(alpha.detach().clamp_min(Smallest), alpha).to_type(x.dtype);
        Tensor path = where(x.ge(clip), clip, x.clamp_min(0));
        double step = Clip / levels;
        return StraightThrough.Of(Rounding.HalfUp(path.detach() / step).mul_(step), path);
    }

    public override Tensor? Penalty() => alpha.square().sum() * decay;

    public override StepQuantizer Describe() =>
        new(bits, [.. Enumerable.Range(1, levels).Select(i => (i - 0.5) * Clip / levels)], Inclusive: true, Clip / levels, ZeroPoint: 0);
}
