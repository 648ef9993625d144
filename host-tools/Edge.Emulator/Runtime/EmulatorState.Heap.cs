using System.Runtime.CompilerServices;

namespace Edge.Emulator.Runtime;

/// <summary>
/// The heap model. Objects are .NET's own; their sizes are the device's. Every allocation adds to <see cref="CounterSlots.Used"/>; a collection
/// replaces that by what can still be reached from frames, statics and the host. A collection runs whenever the reachable bytes may have
/// reached a new peak, so the peak is exact; the collections a device would have run are counted apart.
/// </summary>
internal sealed partial class EmulatorState
{
    private const int ExactCollections = 10_000;
    private readonly Dictionary<Type, (int Bytes, int Objects)> elementSizes = new()
    {
        [typeof(bool)] = (1, 0),
        [typeof(byte)] = (1, 0),
        [typeof(sbyte)] = (1, 0),
        [typeof(char)] = (2, 0),
        [typeof(short)] = (2, 0),
        [typeof(ushort)] = (2, 0),
        [typeof(int)] = (4, 0),
        [typeof(uint)] = (4, 0),
        [typeof(float)] = (4, 0),
        [typeof(long)] = (8, 0),
        [typeof(ulong)] = (8, 0),
        [typeof(double)] = (8, 0),
    };

    private long deviceBase;
    private long deviceMark;
    private int collections;

    /// <summary>Bytes of the managed heap, the part the class library takes at start included.</summary>
    public long HeapBytes { get; }

    /// <summary>The most bytes that were reachable at one time, frames included.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Collections the device would have run: as often as the free bytes were used up.</summary>
    public int DeviceCollections { get; private set; }

    /// <summary>Passes the references in static fields to the tracer.</summary>
    public Action<HeapTracer> TraceStatics { get; set; } = _ => { };

    /// <summary>Objects the host holds.</summary>
    public HashSet<object> HostRoots { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Bytes the class library, the assemblies' tables and static fields take before Main.</summary>
    public long StartBytes { get; set; }

    public void SetElementSize(Type element, int bytes, int objects) => elementSizes[element] = (bytes, objects);

    /// <summary>Bytes an array holds for an element, and bytes of the separate object each struct element is.</summary>
    public (int Bytes, int Objects) ElementSize(Type element) =>
        elementSizes.TryGetValue(element, out var size) ? size
        : element.IsEnum && element.GetEnumUnderlyingType() is var underlying ? elementSizes[underlying]
        : (HeapLayout.Block, 0);

    /// <summary>Takes bytes of the heap for one object.</summary>
    /// <exception cref="OutOfMemoryException">As on the device: the heap cannot take it after a collection.</exception>
    /// <exception cref="EmulatorException">The allocation happens in a method that must not allocate.</exception>
    public void Allocate(long bytes)
    {
        long[] counters = Counters;
        if (counters[CounterSlots.Forbidden] != 0)
        {
            throw EmulatorErrors.AllocationForbidden(bytes, EmulatedStack.Current());
        }

        if (bytes > HeapLayout.LargestObject)
        {
            throw new OutOfMemoryException();
        }

        counters[CounterSlots.Allocations]++;
        counters[CounterSlots.AllocatedBytes] += bytes;
        counters[CounterSlots.Used] += bytes;
        if (counters[CounterSlots.Used] > counters[CounterSlots.SoftLimit])
        {
            Collect(bytes);
        }
    }

    public static void AllocateBytes(long bytes, EmulatorState state) => state.Allocate(bytes);

    /// <summary>The instruction newarr.</summary>
    public static T[] NewArray<T>(int length, EmulatorState state, int elementBytes, int elementObject)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        long bytes = HeapLayout.Array(length, elementBytes);
        state.Allocate(bytes);
        state.Sized(bytes * Cost.CostTable.Instance.ClearedByte);
        if (elementObject > 0)
        {
            state.AllocateElements(length, elementObject);
        }

        return new T[length];
    }

    /// <summary>What a method of the class library returned: a string or array it made.</summary>
    public static T Result<T>(T result, EmulatorState state)
    {
        switch (result)
        {
            case string text when !state.IsLiteral(text):
                state.Allocate(HeapLayout.String(text));
                break;
            case Array array:
                state.Allocate(HeapLayout.Array(array.Length, state.ElementSize(array.GetType().GetElementType()!).Bytes));
                break;
        }

        return result;
    }

    /// <summary>A frame took the heap past the soft limit, or frames lie deep: called by the emitted prologue.</summary>
    public static void FrameOverflow(EmulatorState state)
    {
        if (state.Counters[CounterSlots.Used] > state.Counters[CounterSlots.SoftLimit])
        {
            state.Collect(0);
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack() || state.Counters[CounterSlots.RootTop] > RootSlots - 1024)
        {
            throw EmulatorErrors.TooDeep(EmulatedStack.Current());
        }
    }

    /// <summary>Bytes that can be reached now, frames and start included.</summary>
    public long Reachable()
    {
        HeapTracer tracer = new(this);
        for (long at = 0; at < Counters[CounterSlots.RootTop]; at++)
        {
            tracer.Visit(Roots[at]);
        }

        foreach (object root in HostRoots)
        {
            tracer.Visit(root);
        }

        TraceStatics(tracer);
        tracer.Drain();
        return StartBytes + tracer.LiveBytes + Counters[CounterSlots.Frames];
    }

    /// <summary>Starts the peak from what can be reached now.</summary>
    public void ClearPeak()
    {
        long live = Reachable();
        PeakBytes = live;
        Counters[CounterSlots.Used] = live;
        Counters[CounterSlots.SoftLimit] = Math.Min(live, HeapBytes);
    }

    private void AllocateElements(int length, int elementObject)
    {
        for (int i = 0; i < length; i++)
        {
            Allocate(elementObject);
        }
    }

    /// <param name="wanted">Bytes of the object being allocated, which nothing refers to yet.</param>
    private void Collect(long wanted)
    {
        long live = Reachable() + wanted;
        CountDeviceCollection(live);
        Counters[CounterSlots.Used] = live;
        if (live > HeapBytes)
        {
            LastFailure = new HeapFailure(wanted, live - wanted, HeapBytes);
            Counters[CounterSlots.Used] -= wanted;
            throw new OutOfMemoryException();
        }

        PeakBytes = Math.Max(PeakBytes, live);
        long slack = ++collections > ExactCollections ? HeapBytes / 64 : 0;
        Counters[CounterSlots.SoftLimit] = Math.Min(HeapBytes, PeakBytes + slack);
    }

    private void CountDeviceCollection(long live)
    {
        long allocated = Counters[CounterSlots.AllocatedBytes];
        if (deviceBase + allocated - deviceMark > HeapBytes)
        {
            DeviceCollections++;
            deviceBase = live;
            deviceMark = allocated;
        }
    }

    /// <summary>Why the last allocation failed.</summary>
    public HeapFailure? LastFailure { get; private set; }
}

/// <summary>An allocation the heap could not take.</summary>
internal sealed record HeapFailure(long Wanted, long Live, long Heap);
