using Edge.Emulator.Cost;
using Edge.Emulator.Runtime;

namespace Edge.Emulator;

/// <summary>Reading the counters.</summary>
public sealed partial class EmulatorSession
{
    private double clearedUnits;

    /// <summary>Everything that ran since the last <see cref="ClearCounts"/>.</summary>
    public EmulatorCounts Counts => new(program.Blocks, [.. state.Counters]);

    /// <summary>The same by region (<see cref="EmulatorOptions.Regions"/>); <see cref="Outside"/> is what ran in none.</summary>
    public IReadOnlyDictionary<int, EmulatorCounts> Regions =>
        state.Regions.ToDictionary(pair => pair.Key, pair => new EmulatorCounts(program.Blocks, [.. pair.Value]));

    /// <summary>The number of the region for what ran outside all regions.</summary>
    public static int Outside => EmulatorState.OutsideRegions;

    /// <summary>Sets all counts to zero; the heap, its peak and the program's clock go on.</summary>
    public void ClearCounts()
    {
        clearedUnits = TotalUnits();
        state.ClearCounts();
    }

    private double TotalUnits() => clearedUnits + new EmulatorCounts(program.Blocks, state.Counters).Units;
}
