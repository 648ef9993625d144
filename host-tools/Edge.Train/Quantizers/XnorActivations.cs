using Edge.Errors;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// XNOR-Net activations (Rastegari, Ordonez, Redmon, Farhadi 2016, section 3.2): the sign, as in <see cref="SignActivations"/>. With scale "patch", the reading layer multiplies its sums by K = A * k, where A is the mean of |x| over
/// the channels and k averages over what each output reads (equation 11); the gradient of A is that of the mean. With scale "fixed" there is no K, which batch norm behind the next layer makes up for at a small loss: this is the form that a
/// device computes.
/// </summary>
public sealed class XnorActivations(bool perPatch) : ActivationQuantizer
{
    private const string Patch = "patch";
    private const string Fixed = "fixed";

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "xnor",
        Summary = "Binary activations, each patch of them with a scale",
        Formula = "x -> +1 if x >= 0 else -1, and the next layer's sums times K: the mean of |x| over channels and patch; gradient 1 where |x| <= 1, else 0, and that of K",
        Paper = "Rastegari, Ordonez, Redmon, Farhadi: XNOR-Net, 2016, section 3.2, equation 11",
        Bits = "1",
        DeviceForm = "fixed: bits; patch: none",
        Parameters = [new("scale", Patch, "K for each patch, or none") { Choices = [Patch, Fixed] }],
        CreateActivations = r => new XnorActivations(r.Text("scale") == Patch),
    };

    public override int Bits => 1;

    public override bool HasIntegerForm => !perPatch;

    public override double PadValue => -1;

    public override Tensor Forward(Tensor x)
    {
        Tensor signs = x.detach().ge(0).to_type(x.dtype).mul_(2).sub_(1);
        return StraightThrough.Of(signs, x.clamp(-1, 1));
    }

    public override Tensor? Magnitude(Tensor x) => perPatch ? x.abs().mean([1], keepdim: true) : null;

    public override StepQuantizer Describe() => HasIntegerForm
        ? new(0, [0.0], Inclusive: true, 1, 0)
        : throw new EdgeException(ExitCode.DoesNotFit, "not-packable", "a scale for each patch has no integer form")
        {
            Expected = "bits alone: the scale would be a real number for each output, known only when the image is",
            Found = $"activation \"xnor\" with scale \"{Patch}\"",
            Try = $"\"scale\": \"{Fixed}\" and train again",
        };
}
