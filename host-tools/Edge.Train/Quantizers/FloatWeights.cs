using Edge.Errors;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>Weights as they are: for baselines and teachers. A layer with them trains and validates but cannot be packed.</summary>
public sealed class FloatWeights : WeightQuantizer
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "float",
        Summary = "Weights as they are, for baselines",
        Formula = "w -> w",
        Paper = "none",
        Bits = "32",
        DeviceForm = "none",
        CreateWeights = _ => new FloatWeights(),
    };

    public override int Bits => 32;

    public override Tensor Forward(Tensor weights) => weights;

    public override Tensor Inference(Tensor weights) => weights.detach();

    public override QuantizedWeights Quantize(Tensor weights) => throw new EdgeException(ExitCode.DoesNotFit, "not-packable", "a layer with float weights has no integer form")
    {
        Expected = "a quantizer in every layer",
        Found = "weights \"float\"",
        Try = "set \"weights\" to \"twn\", \"binary-connect\", \"wrpn\" or \"fixed\" and train again",
    };
}
