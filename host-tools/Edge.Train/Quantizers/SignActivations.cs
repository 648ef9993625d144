using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Binary activations (Courbariaux, Hubara, Soudry, El-Yaniv, Bengio 2016, equations 1 and 4): +1 where x >= 0, else -1. Gradient: 1 where |x| &lt;= 1, cancelled
/// outside. Zero is no level, so padding reads as -1.
/// </summary>
public sealed class SignActivations : ActivationQuantizer
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "sign",
        Summary = "Binary activations: the sign",
        Formula = "x -> +1 if x >= 0 else -1; gradient 1 where |x| <= 1, else 0",
        Paper = "Courbariaux, Hubara, Soudry, El-Yaniv, Bengio: Binarized Neural Networks, 2016, equations 1 and 4",
        Bits = "1",
        DeviceForm = "bits",
        CreateActivations = _ => new SignActivations(),
    };

    public override int Bits => 1;

    public override double PadValue => -1;

    public override Tensor Forward(Tensor x)
    {
        Tensor signs = x.detach().ge(0).to_type(x.dtype).mul_(2).sub_(1);
        return StraightThrough.Of(signs, x.clamp(-1, 1));
    }

    public override StepQuantizer Describe() => new(0, [0.0], Inclusive: true, 1, 0);
}
