using Edge.Errors;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>The rectifier without quantization: for baselines and teachers. A layer with it trains and validates but cannot be packed.</summary>
public sealed class FloatActivations : ActivationQuantizer
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "relu",
        Summary = "Activations as they are where positive, for baselines",
        Formula = "x -> max(x, 0)",
        Paper = "none",
        Bits = "32",
        DeviceForm = "none",
        CreateActivations = _ => new FloatActivations(),
    };

    public override int Bits => 32;

    public override bool HasIntegerForm => false;

    public override Tensor Forward(Tensor x) => x.relu();

    public override StepQuantizer Describe() => throw new EdgeException(ExitCode.DoesNotFit, "not-packable", "a layer with float activations has no integer form")
    {
        Expected = "a quantizer behind every layer but the last",
        Found = "activation \"relu\"",
        Try = "set \"activation\" to \"wrpn\", \"sign\" or \"signed\" and train again",
    };
}
