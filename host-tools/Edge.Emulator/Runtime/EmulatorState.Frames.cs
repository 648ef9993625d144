namespace Edge.Emulator.Runtime;

/// <summary>Exceptions and regions: what must fit the frame that is active.</summary>
internal sealed partial class EmulatorState
{
    private readonly Stack<int> openRegions = new();
    private readonly Dictionary<int, long[]> regions = [];
    private long[]? regionMark;
    private int region = OutsideRegions;

    /// <summary>What ran in no region.</summary>
    public const int OutsideRegions = -1;

    /// <summary>The counters by region, up to now.</summary>
    public IReadOnlyDictionary<int, long[]> Regions
    {
        get
        {
            CloseInterval();
            return regions;
        }
    }

    /// <summary>A method that marks a region begins: what follows counts there.</summary>
    public static void EnterRegion(EmulatorState state, int index)
    {
        state.CloseInterval();
        state.openRegions.Push(state.region);
        state.region = index;
    }

    public static void LeaveRegion(EmulatorState state)
    {
        state.CloseInterval();
        state.region = state.openRegions.Pop();
    }

    public static int RegionDepth(EmulatorState state) => state.openRegions.Count;

    /// <summary>An exception reached a handler: frames between are gone.</summary>
    public static void Unwind(EmulatorState state, long frames, long forbidden, int regionDepth, long rootTop)
    {
        long[] counters = state.Counters;
        counters[CounterSlots.Used] -= counters[CounterSlots.Frames] - frames;
        counters[CounterSlots.Frames] = frames;
        counters[CounterSlots.Forbidden] = forbidden;
        if (rootTop >= 0)
        {
            counters[CounterSlots.RootTop] = rootTop;
        }

        while (state.openRegions.Count > regionDepth)
        {
            LeaveRegion(state);
        }
    }

    /// <summary>Errors of the emulator, and of the host's runtime, pass through every handler of the program.</summary>
    public static void Caught(object exception)
    {
        if (exception is EmulatorException error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        }

        if (IsDefect(exception))
        {
            throw EmulatorErrors.Defect((Exception)exception);
        }
    }

    /// <summary>Hides such errors from filters.</summary>
    public static object Filtered(object exception) => exception is EmulatorException || IsDefect(exception) ? new object() : exception;

    /// <summary>Forgets the counts so far.</summary>
    public void ClearCounts()
    {
        deviceMark -= Counters[CounterSlots.AllocatedBytes];
        Counters.AsSpan(CounterSlots.FirstBlock).Clear();
        Counters[CounterSlots.Allocations] = 0;
        Counters[CounterSlots.AllocatedBytes] = 0;
        Counters[CounterSlots.SizedMilliunits] = 0;
        regions.Clear();
        regionMark = null;
    }

    /// <summary>Whether the host's runtime found the emitted code, or its own stack, wanting.</summary>
    public static bool IsDefect(object exception) =>
        exception is InvalidProgramException or TypeLoadException or MissingMemberException or BadImageFormatException or InsufficientExecutionStackException;

    private void CloseInterval()
    {
        regionMark ??= new long[Counters.Length];
        if (!regions.TryGetValue(region, out long[]? sums))
        {
            regions[region] = sums = new long[Counters.Length];
        }

        for (int i = CounterSlots.Allocations; i < Counters.Length; i++)
        {
            sums[i] += Counters[i] - regionMark[i];
            regionMark[i] = Counters[i];
        }
    }
}
