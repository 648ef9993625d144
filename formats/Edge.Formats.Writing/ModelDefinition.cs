namespace Edge.Formats.Writing;

/// <summary>An integer network in memory, one to one with the file of FORMAT.md; what the packer builds and the writer writes.</summary>
public sealed class ModelDefinition
{
    public required string Name { get; init; }

    public required InputDefinition Input { get; init; }

    public required OutputDefinition Output { get; init; }

    /// <summary>Bytes of the activation arena (FORMAT.md section 2, field 5).</summary>
    public int ArenaBytes { get; set; }

    /// <summary>Layer i reads tensors 0 .. i and writes tensor i + 1.</summary>
    public List<LayerDefinition> Layers { get; } = [];

    public List<SelfTestDefinition> Tests { get; } = [];

    /// <summary>Anything a person wants to know later: recipe, data set, accuracy, tool version. Values: string, long, double, bool, null, or lists and maps of them.</summary>
    public Dictionary<string, object?> Metadata { get; } = [];
}

/// <summary>The network's input; real value = Scale * (stored - ZeroPoint).</summary>
public sealed record InputDefinition(int Height, int Width, int Channels, int Format, int ZeroPoint, double Scale);

/// <summary>The network's output; real value = Scale * integer.</summary>
public sealed record OutputDefinition(int Count, double Scale, IReadOnlyList<string> Labels);

/// <summary>One self-test: an explicit input (stored tensor bytes) or a seed, and the CRC-32 of the outputs (FORMAT.md section 6).</summary>
public sealed record SelfTestDefinition(byte[]? Input, uint Seed, uint Crc);
