using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// DoReFa-Net weights (Zhou, Wu, Ni, Zhou, Wen, Zou 2016, section 2.3). k = 1: E(|w|) * sign(w) with the mean over the layer (equation 8), 0 counts as
/// positive. k > 1: 2 q_k(tanh(w) / (2 max |tanh w|) + 1/2) - 1 (equation 9), q_k rounding to n / (2^k - 1), ties half up: the levels are odd multiples of
/// 1 / (2^k - 1). Gradient: straight through q_k and the sign, exact through tanh and its maximum.
/// </summary>
public sealed class DoReFaWeights(int bits) : WeightQuantizer
{
    private readonly int steps = (1 << bits) - 1;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "dorefa",
        Summary = "k-bit weights, bent by tanh into [-1, 1] and evenly divided; zero is no level",
        Formula = "w -> 2 q_k(tanh(w) / (2 max |tanh w|) + 1/2) - 1, q_k(x) = round((2^k - 1) x) / (2^k - 1); k = 1: mean |w| * sign(w); gradient straight through q_k, exact through tanh",
        Paper = "Zhou, Wu, Ni, Zhou, Wen, Zou: DoReFa-Net, 2016, section 2.3, equations 8 and 9",
        Bits = "1 .. 8",
        DeviceForm = "k = 1: binary; else odd integers -(2^k - 1) .. 2^k - 1",
        Parameters = [new("bits", 2, "bits a weight") { Min = 1, Max = 8 }],
        CreateWeights = r => new DoReFaWeights(r.Integer("bits")),
    };

    public override int Bits => bits;

    public override Tensor Forward(Tensor weights) => StraightThrough.Of(Inference(weights.detach()), bits == 1 ? weights : Bent(weights));

    public override QuantizedWeights Quantize(Tensor weights)
    {
        if (bits == 1)
        {
            Tensor signs = weights.ge(0).to_type(weights.dtype) * 2 - 1;
            return new QuantizedWeights([new QuantizedPlane(WeightDomain.Binary, 1, 0, signs)], weights.abs().mean().view(1).clamp_min(1e-12));
        }

        Tensor odd = Rounding.HalfUp((Bent(weights) + 1) * (0.5 * steps)).mul_(2).sub_(steps);
        return new QuantizedWeights([new QuantizedPlane(WeightDomain.Odd, bits, 0, odd)], ones([1], weights.dtype) / steps);
    }

    // tanh(w) / max |tanh w|, in [-1, 1]; 0 where all weights are.
    private static Tensor Bent(Tensor weights)
    {
        Tensor bent = weights.tanh();
        return bent / bent.abs().max().clamp_min(1e-30);
    }
}
