using Edge.Train.Trained;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>Turns a layer's real outputs into few levels, with a gradient. One object serves one layer.</summary>
public interface IActivationQuantizer
{
    /// <summary>Bits of the stored value; 1 for signs, 32 for float.</summary>
    int Bits { get; }

    /// <summary>Learned parameters with a name each; empty for most.</summary>
    IReadOnlyList<(string Name, Parameter Value)> Parameters { get; }

    /// <summary>The real value that padding reads as where the next layer pads: 0 wherever 0 is a level.</summary>
    double PadValue { get; }

    /// <summary>Quantized values going forward, the method's gradient going back; the same in training and at inference.</summary>
    Tensor Forward(Tensor x);

    /// <summary>What the method adds to the loss, or null: a decay of learned clipping points.</summary>
    Tensor? Penalty();

    /// <summary>The quantizer as the step function that it is; throws where it is none.</summary>
    StepQuantizer Describe();
}
