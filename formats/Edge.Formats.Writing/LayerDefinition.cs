using System.Numerics;

namespace Edge.Formats.Writing;

/// <summary>FORMAT.md section 3, field 0. The numbers are the file's.</summary>
public enum Operator
{
    Dense = 0,
    Conv2d = 1,
    DepthwiseConv2d = 2,
    MaxPool = 3,
    AveragePool = 4,
    Add = 5,
}

/// <summary>FORMAT.md section 5. The numbers are the file's.</summary>
public enum PlaneEncoding
{
    /// <summary>Row lanes, 1-bit fields: four outputs x 16 inputs in a 64-bit word.</summary>
    Lanes1 = 1,

    /// <summary>Row lanes, 2-bit fields: four outputs x 8 inputs in a 64-bit word.</summary>
    Lanes2 = 2,

    /// <summary>Row lanes, 4-bit fields: four outputs x 4 inputs in a 64-bit word.</summary>
    Lanes4 = 4,

    /// <summary>One byte a weight.</summary>
    Bytes = 8,

    /// <summary>One bit a weight for bit activations (xnor).</summary>
    BitRows = 16,

    /// <summary>Sign bits and mask bits for bit activations: ternary weights.</summary>
    MaskedBitRows = 17,

    /// <summary>Four bits a weight that is 0 or a signed power of two: the sign, and 1 + the exponent.</summary>
    Powers = 20,
}

/// <summary>FORMAT.md section 4. The numbers are the file's.</summary>
public enum EpilogueKind
{
    Threshold = 0,
    Requantize = 1,
    Shift = 2,
    Raw = 3,
}

/// <summary>One layer; the indices of tensors are those of FORMAT.md section 1.</summary>
public sealed class LayerDefinition
{
    public required Operator Operator { get; init; }

    /// <summary>The tensor read.</summary>
    public required int Input { get; init; }

    /// <summary>The second summand of <see cref="Operator.Add"/>; -1 elsewhere.</summary>
    public int Input2 { get; init; } = -1;

    public required int OutputChannels { get; init; }

    /// <summary>0 bits, 1 .. 8 unsigned bytes of that many bits, 32 raw (FORMAT.md section 1).</summary>
    public required int OutputFormat { get; init; }

    /// <summary>Where the output tensor lies in the arena, set by the memory planner.</summary>
    public int OutputOffset { get; set; }

    /// <summary>Kernel, stride and padding of convolutions and pools; null elsewhere.</summary>
    public Window? Window { get; init; }

    /// <summary>The two multipliers of <see cref="Operator.Add"/>.</summary>
    public (int First, int Second) AddMultipliers { get; init; } = (1, 1);

    /// <summary>Null for max pool alone.</summary>
    public EpilogueDefinition? Epilogue { get; init; }

    public IReadOnlyList<PlaneDefinition> Planes { get; set; } = [];

    public int Hint { get; set; }
}

/// <summary>Kernel, stride, padding (FORMAT.md section 3, geometry).</summary>
public sealed record Window(
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth,
    int PadTop, int PadLeft, int PadBottom, int PadRight, int PadValue);

/// <summary>
/// The weights of one plane. <paramref name="Weights"/> holds the integers themselves, each of them Step * f - Zero with 0 &lt;= f &lt; Levels
/// (<see cref="PlaneEncoding.Powers"/>: 0 or one of the (Levels - 1) / 2 least powers of two with a sign):
/// [output][kernel y][kernel x][input channel] for dense (its input as height, width, channels) and conv2d, [channel][kernel y][kernel x] for depthwise.
/// </summary>
public sealed record PlaneDefinition(PlaneEncoding Encoding, int Shift, int Step, int Zero, int Levels, int[] Weights)
{
    /// <summary>Stored as a coded section (FORMAT.md section 5), which a device decodes while it loads; never for bit rows.</summary>
    public bool Coded { get; init; }

    /// <summary>The file's number: that of <see cref="Encoding"/>, and 32 for a coded section.</summary>
    public int StoredEncoding => (int)Encoding + (Coded ? Format.EncodingCoded : 0);

    /// <summary>Weights in {-1, 0, +1} for byte or bit activations under a lane encoding.</summary>
    public static PlaneDefinition Ternary(int[] weights, int shift = 0) => new(PlaneEncoding.Lanes2, shift, 1, 1, 3, weights);

    /// <summary>Weights in {-1, +1} for byte activations.</summary>
    public static PlaneDefinition Binary(int[] weights, int shift = 0) => new(PlaneEncoding.Lanes1, shift, 2, 1, 2, weights);

    /// <summary>Weights in {-1, +1} for bit activations.</summary>
    public static PlaneDefinition Xnor(int[] weights, int shift = 0) => new(PlaneEncoding.BitRows, shift, 2, 1, 2, weights);

    /// <summary>Weights in {-1, 0, +1} for bit activations.</summary>
    public static PlaneDefinition MaskedXnor(int[] weights, int shift = 0) => new(PlaneEncoding.MaskedBitRows, shift, 1, 1, 3, weights);

    /// <summary>Weights that are 0 or signed powers of two from 1 to 64.</summary>
    public static PlaneDefinition Powers(int[] weights, int shift = 0)
    {
        uint largest = (uint)weights.Append(1).Max(Math.Abs);
        return new(PlaneEncoding.Powers, shift, 1, 0, (2 * BitOperations.Log2(largest)) + 3, weights);
    }

    /// <summary>Two's-complement weights of 2 .. 8 bits, -2^(bits-1) .. 2^(bits-1) - 1.</summary>
    public static PlaneDefinition Signed(int bits, int[] weights, int shift = 0) => new(
        bits <= 2 ? PlaneEncoding.Lanes2 : bits <= 4 ? PlaneEncoding.Lanes4 : PlaneEncoding.Bytes,
        shift, 1, 1 << (bits - 1), 1 << bits, weights);
}

/// <summary>From the accumulator to the output (FORMAT.md section 4). Arrays have one entry for all channels or one a channel.</summary>
public sealed class EpilogueDefinition
{
    public required EpilogueKind Kind { get; init; }

    /// <summary>Threshold: [channel or 1][n], ascending.</summary>
    public int[][] Thresholds { get; init; } = [];

    /// <summary>Threshold: output value by count, n + 1 entries; null where the count is the output.</summary>
    public byte[]? Levels { get; init; }

    /// <summary>Requantize and shift: the right shift S.</summary>
    public int Shift { get; init; }

    /// <summary>Requantize and raw: M. Null for raw means M = 1.</summary>
    public int[]? Multipliers { get; init; }

    /// <summary>Requantize (64-bit), shift and raw (32-bit): B. Null for raw means y = acc.</summary>
    public long[]? Addends { get; init; }
}
