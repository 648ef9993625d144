namespace Edge.Train.Trained;

/// <summary>What a layer computes before normalization and activation.</summary>
public enum TrainedOperator
{
    Dense,
    Conv2d,
    DepthwiseConv2d,
    MaxPool,
    AveragePool,
    Add,
}

/// <summary>
/// One layer: x = operator(inputs); then x = Norm(x) where present; then the step quantizer where present.
/// Dense, conv2d, depthwise: x[c] = WeightScale[c] * (sum over planes of 2^Shift * integer weight * real activation) + Bias[c].
/// </summary>
public sealed class TrainedLayer
{
    public required string Name { get; init; }

    public required TrainedOperator Operator { get; init; }

    /// <summary>One tensor number, or two for <see cref="TrainedOperator.Add"/>.</summary>
    public required IReadOnlyList<int> Inputs { get; init; }

    /// <summary>Output channels (units of a dense layer).</summary>
    public required int Channels { get; init; }

    /// <summary>Kernel, stride and padding of convolutions and pools (a global average pool has the kernel of its whole input); null elsewhere.</summary>
    public TrainedWindow? Window { get; init; }

    /// <summary>Integer weights of dense, conv2d and depthwise layers; empty elsewhere.</summary>
    public IReadOnlyList<TrainedPlane> Planes { get; init; } = [];

    /// <summary>One scale for the layer or one a channel, always positive; empty where there are no weights.</summary>
    public IReadOnlyList<double> WeightScale { get; init; } = [];

    /// <summary>One a channel, or null.</summary>
    public IReadOnlyList<double>? Bias { get; init; }

    public TrainedNorm? Norm { get; init; }

    /// <summary>Null for max pool (it keeps its input's) and for the last layer (raw scores).</summary>
    public StepQuantizer? Activation { get; init; }
}

/// <summary>Kernel, stride, padding. <paramref name="PadStored"/> is the stored activation that padding reads as: its real value is what training padded with.</summary>
public sealed record TrainedWindow(int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int PadTop, int PadLeft, int PadBottom, int PadRight, int PadStored);

/// <summary>Which integers a plane's weights may be; decides the encoding.</summary>
public enum WeightDomain
{
    /// <summary>-1, +1.</summary>
    Binary,

    /// <summary>-1, 0, +1.</summary>
    Ternary,

    /// <summary>-2^(Bits-1) .. 2^(Bits-1) - 1.</summary>
    Signed,

    /// <summary>The odd numbers -(2^Bits - 1) .. 2^Bits - 1 (DoReFa's levels).</summary>
    Odd,
}

/// <summary>Integer weights of one plane, ordered [output][kernel y][kernel x][input channel] (dense: its input flattened as height, width, channels; depthwise: [channel][kernel y][kernel x]).</summary>
public sealed record TrainedPlane(WeightDomain Domain, int Bits, int Shift, int[] Weights)
{
    /// <summary>Whether the method stores them in a prefix code, where that is shorter.</summary>
    public bool Coded { get; init; }
}

/// <summary>Batch norm with its running statistics: Gamma * (x - Mean) / sqrt(Variance + Epsilon) + Beta, one entry a channel.</summary>
public sealed record TrainedNorm(IReadOnlyList<double> Gamma, IReadOnlyList<double> Beta, IReadOnlyList<double> Mean, IReadOnlyList<double> Variance, double Epsilon);
