using Edge.Errors;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Weights as 8-bit floating-point numbers, by default 1-4-3: the forward format of HFP8 (Sun, Choi, Chen, Wang, Venkataramani, Srinivasan, Cui, Zhang, Gopalakrishnan 2019). Gradient: straight through. For training in few bits; numbers
/// with exponents of their own are no integers, so there is no device form.
/// </summary>
internal sealed class Float8Weights(SmallFloat format) : WeightQuantizer
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "float8",
        Summary = "Weights as 8-bit floating-point numbers, 1-4-3 unless said otherwise",
        Formula = "w -> the nearest (-1)^s 2^(e - bias) (1 + f / 2^m), subnormal at e = 0, ties to even; gradient straight through",
        Paper = "Sun et al.: Hybrid 8-bit Floating Point Training and Inference for Deep Neural Networks, 2019",
        Bits = "4 .. 19",
        DeviceForm = "none",
        Parameters = SmallFloat.Forward,
        CreateWeights = r => new Float8Weights(SmallFloat.Of(r)),
    };

    public override int Bits => 1 + format.Exponent + format.Mantissa;

    public override bool HasIntegerForm => false;

    public override Tensor Inference(Tensor weights) => format.Nearest(weights);

    public override QuantizedWeights Quantize(Tensor weights) => throw new EdgeException(ExitCode.DoesNotFit, "not-packable", "8-bit floating-point weights have no integer form")
    {
        Expected = "weights that are small integers times one scale",
        Found = $"weights \"float8\" (1-{format.Exponent}-{format.Mantissa})",
        Try = "weights \"fixed\" with 8 bits, started from this checkpoint",
    };
}
