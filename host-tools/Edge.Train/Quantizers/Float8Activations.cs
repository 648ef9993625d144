using Edge.Errors;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Activations behind a rectifier as 8-bit floating-point numbers, by default 1-4-3: the forward format of HFP8 (Sun et al. 2019). Gradient: 1 between 0 and the largest number, else 0. No device form.
/// </summary>
internal sealed class Float8Activations(SmallFloat format) : ActivationQuantizer
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "float8",
        Summary = "Activations as 8-bit floating-point numbers, 1-4-3 unless said otherwise",
        Formula = "x -> the nearest 2^(e - bias) (1 + f / 2^m) of max(x, 0), subnormal at e = 0, ties to even; gradient 1 where 0 < x <= largest, else 0",
        Paper = "Sun et al.: Hybrid 8-bit Floating Point Training and Inference for Deep Neural Networks, 2019",
        Bits = "4 .. 19",
        DeviceForm = "none",
        Parameters = SmallFloat.Forward,
        CreateActivations = r => new Float8Activations(SmallFloat.Of(r)),
    };

    public override int Bits => 1 + format.Exponent + format.Mantissa;

    public override bool HasIntegerForm => false;

    public override Tensor Forward(Tensor x)
    {
        Tensor clipped = x.relu().clamp_max(format.Largest);
        return StraightThrough.Of(format.Nearest(clipped.detach()), clipped);
    }

    public override StepQuantizer Describe() => throw new EdgeException(ExitCode.DoesNotFit, "not-packable", "8-bit floating-point activations have no integer form")
    {
        Expected = "at most 15 uneven steps, or even ones",
        Found = $"activation \"float8\" (1-{format.Exponent}-{format.Mantissa})",
        Try = "activation \"wrpn\" with 8 bits, started from this checkpoint",
    };
}
