namespace Edge.Device.Kernels.Positions;

/// <summary>The sizes behind <see cref="ConvRows"/>: the inputs of a kernel row in groups of three, and a rest of one or two.</summary>
internal static class RowShape
{
    public const int GroupInputs = 3;
    public const int GroupEntries = 27;

    /// <summary>Entries are numbered in one byte.</summary>
    public const int MostEntries = 256;

    /// <summary>Look-ups are made three at a time.</summary>
    public const int Unroll = 3;

    /// <summary>Groups of one kernel row.</summary>
    public static int RowGroups(int[] program, int at)
    {
        return (PositionShape.RowInputs(program, at) + GroupInputs - 1) / GroupInputs;
    }

    /// <summary>Table entries of one kernel row: 27 a group of three, 9 a rest of two, 3 a rest of one.</summary>
    public static int RowEntries(int[] program, int at)
    {
        int inputs = PositionShape.RowInputs(program, at);
        int rest = inputs % GroupInputs;
        return (inputs / GroupInputs * GroupEntries) + (rest == 2 ? 9 : rest == 1 ? 3 : 0);
    }

    /// <summary>Entries of one block's table, all kernel rows.</summary>
    public static int Entries(int[] program, int at)
    {
        return program[at + LayerSlot.KernelHeight] * RowEntries(program, at);
    }

    /// <summary>Look-ups of one output, with empty ones at the end.</summary>
    public static int Numbers(int[] program, int at)
    {
        return ((program[at + LayerSlot.KernelHeight] * RowGroups(program, at)) + Unroll - 1) / Unroll * Unroll;
    }
}
