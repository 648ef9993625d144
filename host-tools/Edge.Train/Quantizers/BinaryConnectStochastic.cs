using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// BinaryConnect, stochastic (Courbariaux, Bengio, David 2015, equation 2): +1 with probability clip((w + 1) / 2, 0, 1), else -1, drawn anew for every
/// step; the sign at inference (section 2.6). Gradient, clipping and learning rate as in <see cref="BinaryConnect"/>.
/// </summary>
public sealed class BinaryConnectStochastic : BinaryConnect
{
    public static new QuantizerDescription Description { get; } = new()
    {
        Name = "binary-connect-stochastic",
        Summary = "Binary weights: a random sign in training, the sign at inference",
        Formula = "w -> +1 with probability clip((w + 1) / 2, 0, 1) else -1; gradient, clipping and learning rate as binary-connect",
        Paper = "Courbariaux, Bengio, David: BinaryConnect, 2015, equations 2 and 3",
        Bits = "1",
        DeviceForm = "binary",
        CreateWeights = _ => new BinaryConnectStochastic(),
    };

    public override bool IsStochastic => true;

    public override Tensor Forward(Tensor weights)
    {
        Tensor chance = (weights.detach() + 1) / 2;
        Tensor signs = rand_like(chance).lt(chance).to_type(weights.dtype) * 2 - 1;
        return StraightThrough.Of(signs, weights);
    }
}
