using Edge.Train.Trained;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Turns a layer's float weights into few levels, in training with a gradient and at inference for good. Weights are always a matrix
/// [output channel, weights of that channel]; one object serves one layer.
/// </summary>
public interface IWeightQuantizer
{
    /// <summary>Bits a weight takes on the device, 32 for float.</summary>
    int Bits { get; }

    /// <summary>Whether there are integers to describe, so that a device can compute with them.</summary>
    bool HasIntegerForm => Bits < 32;

    /// <summary>Whether <see cref="Forward"/> draws random numbers; training then seeds them anew for every step.</summary>
    bool IsStochastic { get; }

    /// <summary>Learned parameters with a name each; empty for most.</summary>
    IReadOnlyList<(string Name, Parameter Value)> Parameters { get; }

    /// <summary>Bound b of the uniform distribution -b .. b that weights start from.</summary>
    double InitialBound(int fanIn, int fanOut);

    /// <summary>Called once with the initial weights, before the first step: where learned parameters get their start.</summary>
    void Initialize(Tensor weights);

    /// <summary>What the learning rate of these weights is multiplied with; under SGD twice.</summary>
    double LearningRateScale(int fanIn, int fanOut);

    /// <summary>The training-time weights: quantized values going forward, the method's gradient going back.</summary>
    Tensor Forward(Tensor weights);

    /// <summary>The inference-time weights as real values, without a gradient.</summary>
    Tensor Inference(Tensor weights);

    /// <summary>The inference-time weights as integers and scales; throws where the method has no integer form.</summary>
    QuantizedWeights Quantize(Tensor weights);

    /// <summary>Called after each optimizer step, outside the gradient graph: clipping of the float weights.</summary>
    void AfterStep(Tensor weights);
}

/// <summary>Integer weights: real weight = Scale * sum over planes of 2^Shift * value.</summary>
/// <param name="Scale">[1] or [channels], positive.</param>
public sealed record QuantizedWeights(IReadOnlyList<QuantizedPlane> Planes, Tensor Scale)
{
    /// <summary>The real values, [channels, weights of a channel].</summary>
    public Tensor ToReal()
    {
        Tensor sum = Planes[0].Values * (1L << Planes[0].Shift);
        foreach (QuantizedPlane plane in Planes.Skip(1))
        {
            sum += plane.Values * (1L << plane.Shift);
        }

        return sum * Scale.unsqueeze(1);
    }
}

/// <summary>One plane of integers, held as floats: [channels, weights of a channel].</summary>
public sealed record QuantizedPlane(WeightDomain Domain, int Bits, int Shift, Tensor Values)
{
    /// <summary>Whether the method stores its integers in a prefix code, where that is shorter.</summary>
    public bool Coded { get; init; }
}
