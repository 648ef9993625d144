using Edge.Train.Trained;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>What most activation quantizers share: nothing learned, no penalty, zero is a level.</summary>
public abstract class ActivationQuantizer : IActivationQuantizer
{
    public abstract int Bits { get; }

    public virtual IReadOnlyList<(string Name, Parameter Value)> Parameters => [];

    public virtual double PadValue => 0;

    public abstract Tensor Forward(Tensor x);

    public virtual Tensor? Penalty() => null;

    public abstract StepQuantizer Describe();
}
