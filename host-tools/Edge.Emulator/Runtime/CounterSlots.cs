namespace Edge.Emulator.Runtime;

/// <summary>Places in <see cref="EmulatorState.Counters"/>; the counters of the basic blocks follow.</summary>
internal static class CounterSlots
{
    /// <summary>Bytes of all objects not yet collected and of all frames.</summary>
    public const int Used = 0;

    /// <summary>Bytes of the frames alone.</summary>
    public const int Frames = 1;

    /// <summary>A collection runs when <see cref="Used"/> passes this.</summary>
    public const int SoftLimit = 2;

    /// <summary>Used part of the table of references that frames hold.</summary>
    public const int RootTop = 3;

    /// <summary>Not 0 when the host asked to stop.</summary>
    public const int Stop = 4;

    /// <summary>How many methods are active in which an allocation is an error.</summary>
    public const int Forbidden = 5;

    /// <summary>Objects allocated so far.</summary>
    public const int Allocations = 6;

    /// <summary>Bytes allocated so far.</summary>
    public const int AllocatedBytes = 7;

    /// <summary>Thousandths of cost units that depend on sizes: copies, allocations.</summary>
    public const int SizedMilliunits = 8;

    /// <summary>Frames deeper than this ask whether the host's own stack still suffices.</summary>
    public const int FrameLimit = 9;

    /// <summary>The first counter of a basic block.</summary>
    public const int FirstBlock = 16;
}
