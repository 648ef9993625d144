namespace Edge.Device.Kernels.Positions;

/// <summary>The sizes behind <see cref="ConvLists"/>, in one place for the loader and the kernel.</summary>
internal static class ListShape
{
    /// <summary>Entries of a table: the words of a chunk's inputs, from here on their complements, at <see cref="Nothing"/> a zero.</summary>
    public const int Complement = 127;
    public const int Nothing = 2 * Complement;
    public const int TableWords = Nothing + 1;

    /// <summary>Entries that share a step; lists are filled up with <see cref="Nothing"/>.</summary>
    public const int Step = 4;

    /// <summary>Inputs of a chunk but the last: chunks are about equal, and a multiple of the 8 fields that a lane of a ternary plane holds.</summary>
    public static int ChunkInputs(int inputs)
    {
        int chunks = Chunks(inputs);
        return (((inputs + chunks - 1) / chunks) + 7) & ~7;
    }

    public static int Chunks(int inputs)
    {
        return (inputs + 119) / 120;
    }

    /// <summary>
    /// Whether lists take fewer instructions than pairs (<see cref="ConvPositions"/>), as counted for four blocks: 26 a weight that is not 0 against 17 a weight,
    /// 130 an output and chunk, and for the tables 80 an input against 120.
    /// </summary>
    public static bool Pays(long inputs, long outputs, long weights)
    {
        return (26 * weights) + (130 * outputs * Chunks((int)inputs)) + (80 * inputs) < (17 * inputs * outputs) + (120 * inputs);
    }

    /// <summary>The most bytes that lists take which pay.</summary>
    public static long MostBytes(int inputs, int outputs)
    {
        return (((17L * inputs * outputs) + (40L * inputs)) / 26) + ((Step + 1L) * outputs * Chunks(inputs));
    }
}
