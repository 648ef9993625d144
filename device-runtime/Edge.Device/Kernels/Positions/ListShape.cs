namespace Edge.Device.Kernels.Positions;

/// <summary>
/// The sizes behind <see cref="ConvLists"/>, in one place for the loader and the kernel. A chunk is a few channels with all their taps: what one output row has
/// in common with the next one stays in the tables.
/// </summary>
internal static class ListShape
{
    /// <summary>Entries that share a step; lists are filled up with the table's last entry, which is zero.</summary>
    public const int Step = 2;

    /// <summary>Bytes of an output before its first list: what its lanes begin with.</summary>
    public const int BiasBytes = 2;

    /// <summary>Entries are numbered in one byte.</summary>
    private const int MostTaps = 254;

    /// <summary>Inputs of a chunk, where that leaves a channel: more would save few instructions and cost 32 bytes each.</summary>
    private const int MostInputs = 96;

    /// <summary>Channels whose fields lie in one lane of a ternary plane.</summary>
    private const int LaneFields = 8;

    /// <summary>Whether a table can hold the taps of a channel.</summary>
    public static bool Fits(int[] program, int at)
    {
        return Taps(program, at) <= MostTaps;
    }

    public static int Taps(int[] program, int at)
    {
        return program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
    }

    /// <summary>Channels of a chunk; the last one may have fewer.</summary>
    public static int Channels(int[] program, int at)
    {
        int most = MostInputs / Taps(program, at);
        most = most < 1 ? 1 : most < LaneFields ? most : most / LaneFields * LaneFields;
        int channels = program[at + LayerSlot.InputChannels];
        return channels < most ? channels : most;
    }

    public static int Chunks(int[] program, int at)
    {
        int channels = Channels(program, at);
        return (program[at + LayerSlot.InputChannels] + channels - 1) / channels;
    }

    /// <summary>Entry tap * channels + channel of a chunk's table is an input; the one behind them is zero.</summary>
    public static int TableInputs(int[] program, int at)
    {
        return Taps(program, at) * Channels(program, at);
    }

    /// <summary>
    /// Whether lists take fewer instructions than pairs (<see cref="ConvPositions"/>), as counted for four blocks: 26 a weight that is not 0, 350 an output and chunk,
    /// 85 an input for the tables, against 18.5 a weight and 264 an input.
    /// </summary>
    public static bool Pays(int[] program, int at, long weights)
    {
        return weights <= MostWeights(program, at);
    }

    /// <summary>The most bytes that lists take which pay.</summary>
    public static long MostBytes(int[] program, int at)
    {
        long weights = MostWeights(program, at);
        return (weights < 0 ? 0 : weights) + (program[at + LayerSlot.OutputChannels] * (BiasBytes + (2L * Step * Chunks(program, at))));
    }

    private static long MostWeights(int[] program, int at)
    {
        long inputs = PositionShape.Inputs(program, at);
        long outputs = program[at + LayerSlot.OutputChannels];
        return ((37 * inputs * outputs / 2) + (179 * inputs) - (350 * outputs * Chunks(program, at))) / 26;
    }
}
