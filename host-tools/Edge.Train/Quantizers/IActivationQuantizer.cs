using Edge.Train.Trained;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>Turns a layer's real outputs into few levels, with a gradient. One object serves one layer.</summary>
public interface IActivationQuantizer
{
    /// <summary>Bits of the stored value; 1 for signs, 32 for float.</summary>
    int Bits { get; }

    /// <summary>Whether there is a step function to describe, so that a device can compute it.</summary>
    bool HasIntegerForm { get; }

    /// <summary>Whether <see cref="TrainingForward"/> draws random numbers.</summary>
    bool IsStochastic { get; }

    /// <summary>Learned parameters with a name each; empty for most.</summary>
    IReadOnlyList<(string Name, Parameter Value)> Parameters { get; }

    /// <summary>What training measures and inference uses: running ranges. Empty for most.</summary>
    IReadOnlyList<(string Name, Tensor Value)> Buffers { get; }

    /// <summary>The real value that padding reads as where the next layer pads: 0 wherever 0 is a level.</summary>
    double PadValue { get; }

    /// <summary>Called once before anything else, with the number of channels that will come.</summary>
    void Initialize(int channels);

    /// <summary>The inference-time values, with the method's gradient going back.</summary>
    Tensor Forward(Tensor x);

    /// <summary>The training-time values where they differ: random rounding, ranges of the batch at hand.</summary>
    Tensor TrainingForward(Tensor x);

    /// <summary>A scale [N, 1, height, width] or [N, 1] that the reading layer averages over each patch and multiplies its sums by, or null.</summary>
    Tensor? Magnitude(Tensor x);

    /// <summary>What the method adds to the loss, or null: a decay of learned clipping points.</summary>
    Tensor? Penalty();

    /// <summary>The quantizer as the step function that it is; throws where it is none.</summary>
    StepQuantizer Describe();
}
