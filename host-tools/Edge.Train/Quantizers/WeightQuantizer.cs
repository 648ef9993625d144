using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>What most weight quantizers share: deterministic, nothing learned, straight-through gradient, Glorot start.</summary>
public abstract class WeightQuantizer : IWeightQuantizer
{
    public abstract int Bits { get; }

    public virtual bool HasIntegerForm => Bits < 32;

    public virtual bool IsStochastic => false;

    public virtual IReadOnlyList<(string Name, Parameter Value)> Parameters => [];

    /// <summary>Glorot and Bengio 2010, equation 16.</summary>
    public virtual double InitialBound(int fanIn, int fanOut) => Math.Sqrt(6.0 / (fanIn + fanOut));

    public virtual void Initialize(Tensor weights)
    {
    }

    public virtual double LearningRateScale(int fanIn, int fanOut) => 1;

    public virtual Tensor Forward(Tensor weights) => StraightThrough.Of(Inference(weights.detach()), weights);

    public virtual Tensor Inference(Tensor weights) => Quantize(weights).ToReal();

    public abstract QuantizedWeights Quantize(Tensor weights);

    public virtual void AfterStep(Tensor weights)
    {
    }
}
