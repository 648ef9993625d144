namespace Edge.Device;

/// <summary>A loaded network: everything <c>Run</c> touches, allocated once. Indices of layers, planes and tensors are those of FORMAT.md.</summary>
internal sealed class Network
{
    /// <summary>Layers, <see cref="LayerSlot.Stride"/> ints each.</summary>
    public int[] Program;

    /// <summary>Planes of all layers, <see cref="PlaneSlot.Stride"/> ints each.</summary>
    public int[] Planes;

    /// <summary>By plane: lane words; null elsewhere. Like all these tables it is itself null where no layer needs it.</summary>
    public ulong[][] Words;

    /// <summary>
    /// By plane: word k of the row of output o at [k][o], because an element at a counter costs two instructions less than one at a sum.
    /// Of <see cref="Kernels.Products.ProductLanes"/> input k modulo 16 is the first index. Bit rows are mixed as <see cref="Kernels.DenseBitRows"/> wants them, masked ones have signs at [2 k] and masks at [2 k + 1]; null elsewhere.
    /// </summary>
    public ulong[][][] Columns;

    /// <summary>By plane: one byte a weight; null elsewhere.</summary>
    public byte[][] Bytes;

    /// <summary>By layer: thresholds, multipliers, or addends of shift and raw (raw: addends, then multipliers); null where there are none.</summary>
    public int[][] Parameters;

    /// <summary>By layer with bit rows: the accumulators if no bit differed; null elsewhere.</summary>
    public int[][] Bases;

    /// <summary>By layer: 64-bit addends of requantize; null elsewhere.</summary>
    public long[][] Addends;

    /// <summary>By layer: output value by threshold count; null where the count is the output.</summary>
    public byte[][] Levels;

    /// <summary>All activation tensors but the input. With a native engine its table stands before them.</summary>
    public byte[] Arena;

    /// <summary>The native engine that runs the network and the file it reads its weights from; null where the managed kernels run it.</summary>
    public NativeEngine Native;
    public byte[] NativeFile;

    /// <summary>The caller's input of the run at hand.</summary>
    public byte[] Input;

    /// <summary>One output pixel's inputs, gathered: as long as the longest row rounded up to 16, zeros behind the row. Or input rows with their padding.</summary>
    public byte[] Row;

    /// <summary>The same as 64-bit words for the bit encodings.</summary>
    public ulong[] RowBits;

    /// <summary>16-bit lane sums of one output pixel, four outputs a word.</summary>
    public ulong[] Lanes;

    /// <summary>Accumulators of one output pixel.</summary>
    public int[] Accumulators;

    /// <summary>By layer: numbers of <see cref="Kernels.Positions.ConvPositions"/> or <see cref="Kernels.Positions.ConvRows"/>; null elsewhere.</summary>
    public byte[][] Pairs;

    /// <summary>By layer: what to subtract from a channel's non-negative sum to have its accumulator; null where sums are accumulators.</summary>
    public int[][] Offsets;

    /// <summary>By layer: the same offsets in lanes over outputs (<see cref="Kernels.DenseTernary"/>, <see cref="Kernels.Products.ProductLanes"/>); null elsewhere.</summary>
    public ulong[][] LaneBias;

    /// <summary>
    /// By layer: M, B and the clamping table of <see cref="Epilogues.StepLine"/>; null elsewhere, the table also where the lines are ramps. Half lines need 32 bits for each: both stand in the
    /// word of M, B above.
    /// </summary>
    public ulong[][] LineMultipliers;
    public ulong[][] LineAddends;
    public byte[][] LineTables;

    /// <summary>By layer: outputs by channel and sum (<see cref="Kernels.Channels.DepthwiseLanes8"/>); null elsewhere.</summary>
    public byte[][][] OutputTables;

    /// <summary>By layer: one integer a weight, tap after tap (<see cref="Kernels.DepthwiseTaps"/>); null elsewhere.</summary>
    public int[][] TapWeights;

    /// <summary>The words of one block and one chunk of inputs.</summary>
    public ulong[] PositionInputs;

    /// <summary>
    /// Words by block: inputs or pairs of <see cref="Kernels.Positions.ConvPositions"/>, all kernel rows of <see cref="Kernels.Positions.ConvRows"/>.
    /// By kernel row: the pixels of <see cref="Kernels.Channels.DepthwiseChannels"/>.
    /// </summary>
    public ulong[][] Tables;

    /// <summary>Lane sums of four blocks for all outputs, or of one pixel; the activations of <see cref="Kernels.DenseFields"/>.</summary>
    public ulong[] Sums;

    /// <summary>Where the outputs of the positions of four blocks begin.</summary>
    public int[] Places;

    /// <summary>By input of a block: its value times each weight of <see cref="Kernels.DensePowers"/>, and behind them the sums; null where no layer computes so.</summary>
    public ulong[][] PowerTables;

    public int Layers()
    {
        return Program.Length / LayerSlot.Stride;
    }

    /// <summary>M of a layer's lines; null where its epilogue is none.</summary>
    public ulong[] LinesOf(int layer)
    {
        return LineMultipliers == null ? null : LineMultipliers[layer];
    }

    public byte[] LevelsOf(int layer)
    {
        return Levels == null ? null : Levels[layer];
    }

    public int PlaneCount()
    {
        return Planes.Length / PlaneSlot.Stride;
    }

    /// <summary>Bytes of all weights in the file's layouts, and in the layouts chosen.</summary>
    public long FileWeightBytes;
    public long WeightBytes;

    /// <summary>Bytes of working memory that all kernels share, beside the arena.</summary>
    public long ScratchBytes;
}
