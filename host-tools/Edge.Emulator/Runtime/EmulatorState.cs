using System.Runtime.CompilerServices;

namespace Edge.Emulator.Runtime;

/// <summary>
/// What the emitted code of one session works on: the counters, at a fixed address so that counting is one addition in memory, and the
/// table of references the frames hold.
/// </summary>
internal sealed partial class EmulatorState
{
    private const int RootSlots = 1 << 16;
    private const int DeepFrames = 32 << 10;
    private readonly HashSet<string> literalSet = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> literalIndexes = new(StringComparer.Ordinal);
    private readonly List<string> literals = [];
    private readonly List<byte[]> arrayData = [];

    public EmulatorState(int counters, long heapBytes)
    {
        Counters = GC.AllocateArray<long>(counters, pinned: true);
        HeapBytes = heapBytes;
        Counters[CounterSlots.FrameLimit] = DeepFrames;
    }

    public long[] Counters { get; }

    /// <summary>References held by active frames, up to <see cref="CounterSlots.RootTop"/>.</summary>
    public readonly object?[] Roots = new object?[RootSlots];

    /// <summary>What the program wrote to the console.</summary>
    public System.Text.StringBuilder Output { get; } = new();

    /// <summary>Called with every finished line the program writes.</summary>
    public Action<string>? LineWritten { get; set; }

    /// <summary>The device's clock in ticks of 100 ns, computed from the cost of what ran so far.</summary>
    public Func<long> Clock { get; set; } = () => 0;

    /// <summary>Ticks the program slept.</summary>
    public long SleptTicks { get; set; }

    public unsafe long Address(int slot) => (long)Unsafe.AsPointer(ref Counters[slot]);

    public int AddLiteral(string text)
    {
        if (!literalIndexes.TryGetValue(text, out int index))
        {
            string own = new(text.AsSpan());
            literalSet.Add(own);
            literals.Add(own);
            literalIndexes[text] = index = literals.Count - 1;
        }

        return index;
    }

    public bool IsLiteral(string text) => literalSet.Contains(text);

    public int AddArrayData(byte[] data)
    {
        arrayData.Add(data);
        return arrayData.Count - 1;
    }

    /// <summary>The instruction ldstr.</summary>
    public static string Literal(EmulatorState state, int index)
    {
        state.Allocate(HeapLayout.Literal);
        return state.literals[index];
    }

    /// <summary>The instruction stelem.ref: a wrong type is a plain exception.</summary>
    public static void StoreElement(object?[] array, int index, object? value)
    {
        try
        {
            array[index] = value;
        }
        catch (ArrayTypeMismatchException e)
        {
            throw new Exception("Exception was thrown: System.Exception", e);
        }
    }

    /// <summary>RuntimeHelpers.InitializeArray: copies array data of the image.</summary>
    public void CopyArrayData(Array array, int data)
    {
        byte[] bytes = arrayData[data];
        Buffer.BlockCopy(bytes, 0, array, 0, Math.Min(bytes.Length, Buffer.ByteLength(array)));
        Sized(bytes.Length * Cost.CostTable.Instance.CopiedByte);
    }

    /// <summary>Adds cost that depends on a size.</summary>
    public void Sized(double units) => Counters[CounterSlots.SizedMilliunits] += (long)(units * 1000);

    /// <summary>The host asked to stop: leaves the program.</summary>
    public static void Stopped(EmulatorState state)
    {
        state.Counters[CounterSlots.Stop] = 0;
        throw EmulatorErrors.Stopped(EmulatedStack.Current());
    }
}
