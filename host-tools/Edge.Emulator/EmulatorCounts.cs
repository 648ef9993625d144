using Edge.Emulator.Cost;
using Edge.Emulator.Runtime;

namespace Edge.Emulator;

/// <summary>What a program, or one region of it, executed. Instructions are those of the device's interpreter.</summary>
public sealed class EmulatorCounts
{
    private readonly IReadOnlyList<BlockRecord> blocks;
    private readonly long[] counters;

    internal EmulatorCounts(IReadOnlyList<BlockRecord> blocks, long[] counters)
    {
        this.blocks = blocks;
        this.counters = counters;
    }

    /// <summary>IL instructions, those inside the class library included where they are known.</summary>
    public long Instructions => blocks.Sum(b => counters[b.Slot] * (b.Instructions + b.LibraryInstructions));

    /// <summary>Cost in units of one simple IL instruction (cost-table.json).</summary>
    public double Units => blocks.Sum(b => counters[b.Slot] * b.Units) + (counters[CounterSlots.SizedMilliunits] / 1000.0);

    /// <summary>Calls, those of the class library included, constructors not.</summary>
    public long Calls => blocks.Sum(b => counters[b.Slot] * b.Calls);

    /// <summary>Loads of array elements, fields and through references.</summary>
    public long Loads => ByClass[OpcodeClass.ArrayLoad] + ByClass[OpcodeClass.FieldLoad] + ByClass[OpcodeClass.Reference];

    /// <summary>Objects put on the heap, clones of structs included.</summary>
    public long Allocations => counters[CounterSlots.Allocations];

    /// <summary>Bytes of these objects.</summary>
    public long AllocatedBytes => counters[CounterSlots.AllocatedBytes];

    /// <summary>Instructions of the loaded assemblies by kind.</summary>
    public IReadOnlyDictionary<OpcodeClass, long> ByClass
    {
        get
        {
            long[] sums = new long[BlockRecord.ClassCount];
            foreach (BlockRecord block in blocks)
            {
                for (int kind = 0; kind < sums.Length; kind++)
                {
                    sums[kind] += counters[block.Slot] * block.Classes[kind];
                }
            }

            return Enum.GetValues<OpcodeClass>().ToDictionary(kind => kind, kind => sums[(int)kind]);
        }
    }

    /// <summary>Methods that ran, the most expensive first.</summary>
    public IReadOnlyList<MethodCounts> Methods =>
    [
        .. blocks.Where(b => counters[b.Slot] > 0).GroupBy(b => b.Method).Select(group => new MethodCounts(
            group.Key.FullName,
            group.Where(b => b.IsEntry).Sum(b => counters[b.Slot]),
            group.Sum(b => counters[b.Slot] * b.Instructions),
            group.Sum(b => counters[b.Slot] * b.Units))).OrderByDescending(m => m.Units),
    ];

    /// <summary>Microseconds on a board between two speeds; an estimate unless the board was measured.</summary>
    public (double Low, double High) Microseconds((double Low, double High) perUnit) => (Units * perUnit.Low, Units * perUnit.High);
}

/// <summary>What one method executed itself, its callees not.</summary>
/// <param name="Method">Type, name and parameters.</param>
/// <param name="Entries">Times it was entered.</param>
/// <param name="Instructions">IL instructions.</param>
/// <param name="Units">Cost in units of one simple IL instruction.</param>
public sealed record MethodCounts(string Method, long Entries, long Instructions, double Units);
