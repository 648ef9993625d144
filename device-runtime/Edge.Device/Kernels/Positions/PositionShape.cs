using Edge.Formats;

namespace Edge.Device.Kernels.Positions;

/// <summary>The sizes behind <see cref="ConvPositions"/>, in one place for the loader and the kernel.</summary>
internal static class PositionShape
{
    /// <summary>Inputs are taken in pairs, pairs in chunks of which one table in bytes can be addressed.</summary>
    public const int PairsPerChunk = 24;
    public const int EntriesPerPair = 9;

    /// <summary>The table of one chunk, with room for the field values that an honest file does not have.</summary>
    public const int TableWords = (PairsPerChunk * EntriesPerPair) + 4;

    /// <summary>Blocks of neighbouring positions that share every look-up of a pair's number.</summary>
    public const int BlocksPerPass = 4;

    /// <summary>Positions in a word: eight while two activations of eight pairs fit a byte, else four.</summary>
    public static int Lanes(int[] program, int at)
    {
        return program[at + LayerSlot.InputFormat] <= 4 ? 8 : 4;
    }

    public static int BlocksPerRow(int[] program, int at)
    {
        int lanes = Lanes(program, at);
        return (program[at + LayerSlot.OutputWidth] + lanes - 1) / lanes;
    }

    /// <summary>Words one output needs for its sums of a pass: 16-bit lanes, four a word.</summary>
    public static int SumWords(int[] program, int at)
    {
        return Lanes(program, at) == 8 ? 2 * BlocksPerPass : BlocksPerPass;
    }

    /// <summary>Inputs of one kernel row.</summary>
    public static int RowInputs(int[] program, int at)
    {
        return program[at + LayerSlot.KernelWidth] * program[at + LayerSlot.InputChannels];
    }

    public static int Inputs(int[] program, int at)
    {
        return program[at + LayerSlot.KernelHeight] * RowInputs(program, at);
    }

    /// <summary>One input row with its padding, as far as the lanes of the last block reach.</summary>
    public static long PaddedBytes(int[] program, int at)
    {
        long last = (BlocksPerRow(program, at) * Lanes(program, at)) - 1;
        return ((last * program[at + LayerSlot.StrideWidth]) + program[at + LayerSlot.KernelWidth]) * program[at + LayerSlot.InputChannels];
    }

    /// <summary>Numbers of an output in the chunk that starts at pair <paramref name="first"/>: whole groups of four, so the last one may hold empty pairs.</summary>
    public static int ChunkPairs(int pairs, int first)
    {
        int left = pairs - first;
        return left >= PairsPerChunk ? PairsPerChunk : (left + 3) & ~3;
    }

    /// <summary>Bytes of all pair numbers of a layer.</summary>
    public static long PairBytes(int inputs, int outputs)
    {
        return ((((inputs + 1) >> 1) + 3) & ~3) * (long)outputs;
    }
}
