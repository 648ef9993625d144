namespace Edge.Train.Trained;

/// <summary>
/// A trained, fake-quantized network as plain numbers: what training hands to the packer. No tensor library is needed to read it.
/// Layer i reads tensors 0 .. i (0 is the input) and makes tensor i + 1.
/// </summary>
public sealed class TrainedNetwork
{
    public required string Name { get; init; }

    public required TrainedInput Input { get; init; }

    /// <summary>Class names, in output order.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    public required IReadOnlyList<TrainedLayer> Layers { get; init; }

    /// <summary>Recipe, data set, seed, accuracy: whatever should travel with the model. Values: string, long, double, bool, lists and maps of them.</summary>
    public Dictionary<string, object?> Metadata { get; init; } = [];
}

/// <summary>The input tensor: real value = Scale * (stored - ZeroPoint), stored is 0 .. 2^Bits - 1.</summary>
public sealed record TrainedInput(int Height, int Width, int Channels, int Bits, double Scale, int ZeroPoint);
