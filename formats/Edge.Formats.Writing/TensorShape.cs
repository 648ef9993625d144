namespace Edge.Formats.Writing;

/// <summary>A tensor: height x width x channels, channels last, in one of the formats of FORMAT.md section 1.</summary>
public readonly record struct TensorShape(int Height, int Width, int Channels, int Format)
{
    public int Elements => Height * Width * Channels;

    /// <summary>The bytes it takes in the arena, in a file or in the caller's input array; 4 an element for raw outputs.</summary>
    public int StoredBytes => SectionLength.OfTensor(Height, Width, Channels, Format);

    /// <summary>The largest stored value of a byte or bit tensor.</summary>
    public int MaxValue => Format == 0 ? 1 : (1 << Format) - 1;

    public override string ToString() => $"{Height}x{Width}x{Channels}:{Format}";
}
