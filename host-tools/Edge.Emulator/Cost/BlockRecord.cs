using Edge.Emulator.Metadata;

namespace Edge.Emulator.Cost;

/// <summary>What one execution of a basic block counts.</summary>
internal sealed class BlockRecord(MethodModel method, int slot)
{
    public static readonly int ClassCount = Enum.GetValues<OpcodeClass>().Length;

    public MethodModel Method { get; } = method;

    /// <summary>The block's place in the counters.</summary>
    public int Slot { get; } = slot;

    /// <summary>Whether the method starts with this block.</summary>
    public bool IsEntry { get; init; }

    public int Instructions { get; private set; }

    /// <summary>Instructions the class library executes for its calls in this block.</summary>
    public int LibraryInstructions { get; private set; }

    public double Units { get; private set; }

    public int Calls { get; private set; }

    public int[] Classes { get; } = new int[ClassCount];

    public void Add(OpcodeClass kind, double units)
    {
        Instructions++;
        Units += units;
        Classes[(int)kind]++;
        Calls += kind == OpcodeClass.Call ? 1 : 0;
    }

    /// <summary>Instructions inside the class library: counted, but of no class and no loaded method.</summary>
    public void AddLibrary(int instructions, double units)
    {
        LibraryInstructions += instructions;
        Units += units;
    }

    /// <summary>A return is not a call.</summary>
    public void AddReturn(double units)
    {
        Add(OpcodeClass.Call, units);
        Calls--;
    }
}
