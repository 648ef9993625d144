namespace Edge.Device;

/// <summary>A loaded network: everything <c>Run</c> touches, allocated once. Indices of layers, planes and tensors are those of FORMAT.md.</summary>
internal sealed class Network
{
    /// <summary>Layers, <see cref="LayerSlot.Stride"/> ints each.</summary>
    public int[] Program;

    /// <summary>Planes of all layers, <see cref="PlaneSlot.Stride"/> ints each.</summary>
    public int[] Planes;

    /// <summary>By plane: lane words, or bit rows of 64-bit words; null where the plane is stored in bytes.</summary>
    public ulong[][] Words;

    /// <summary>By plane: one byte a weight; null elsewhere.</summary>
    public byte[][] Bytes;

    /// <summary>By layer: thresholds, multipliers, or addends of shift and raw (raw: addends, then multipliers); null where there are none.</summary>
    public int[][] Parameters;

    /// <summary>By layer: 64-bit addends of requantize; null elsewhere.</summary>
    public long[][] Addends;

    /// <summary>By layer: output value by threshold count; null where the count is the output.</summary>
    public byte[][] Levels;

    /// <summary>All activation tensors but the input.</summary>
    public byte[] Arena;

    /// <summary>The caller's input of the run at hand.</summary>
    public byte[] Input;

    /// <summary>One output pixel's inputs, gathered; as long as the longest row rounded up to 16, zeros behind the row.</summary>
    public byte[] Row;

    /// <summary>The same as 64-bit words for the bit encodings.</summary>
    public ulong[] RowBits;

    /// <summary>16-bit lane sums of one output pixel, four outputs a word.</summary>
    public ulong[] Lanes;

    /// <summary>Accumulators of one output pixel.</summary>
    public int[] Accumulators;
}
