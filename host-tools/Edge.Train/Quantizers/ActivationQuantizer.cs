using Edge.Train.Trained;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>What most activation quantizers share: nothing learned, no penalty, nothing random, zero is a level.</summary>
public abstract class ActivationQuantizer : IActivationQuantizer
{
    public abstract int Bits { get; }

    public virtual bool HasIntegerForm => true;

    public virtual bool IsStochastic => false;

    public virtual IReadOnlyList<(string Name, Parameter Value)> Parameters => [];

    public virtual IReadOnlyList<(string Name, Tensor Value)> Buffers => [];

    public virtual double PadValue => 0;

    public virtual void Initialize(int channels)
    {
    }

    public abstract Tensor Forward(Tensor x);

    public virtual Tensor TrainingForward(Tensor x) => Forward(x);

    public virtual Tensor? Magnitude(Tensor x) => null;

    public virtual Tensor? Penalty() => null;

    public abstract StepQuantizer Describe();
}
