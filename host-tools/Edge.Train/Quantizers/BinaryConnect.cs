using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// BinaryConnect, deterministic (Courbariaux, Bengio, David 2015, equation 1): +1 where w >= 0, else -1. Gradient: straight through; the float
/// weights are clipped to [-1, 1] after each step (section 2.4) and learn at a rate divided by the layer's Glorot coefficient, under SGD by its square
/// (section 2.5).
/// </summary>
public class BinaryConnect : WeightQuantizer
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "binary-connect",
        Summary = "Binary weights: the sign",
        Formula = "w -> +1 if w >= 0 else -1; gradient straight through; w clipped to [-1, 1] after each step; learning rate / sqrt(1.5 / (fan in + fan out)), with sgd / its square",
        Paper = "Courbariaux, Bengio, David: BinaryConnect, 2015, equation 1",
        Bits = "1",
        DeviceForm = "binary",
        CreateWeights = _ => new BinaryConnect(),
    };

    public override int Bits => 1;

    public override double InitialBound(int fanIn, int fanOut) => 1;

    public override double LearningRateScale(int fanIn, int fanOut) => Math.Sqrt((fanIn + fanOut) / 1.5);

    public override QuantizedWeights Quantize(Tensor weights)
    {
        Tensor signs = weights.ge(0).to_type(weights.dtype) * 2 - 1;
        return new QuantizedWeights([new QuantizedPlane(WeightDomain.Binary, 1, 0, signs)], ones([1], weights.dtype));
    }

    public override void AfterStep(Tensor weights) => weights.clamp_(-1, 1);
}
