namespace Edge.Boards;

/// <summary>What a flash region is for.</summary>
public enum RegionUse
{
    /// <summary>The first-stage booter.</summary>
    Booter,

    /// <summary>Configuration blocks.</summary>
    Config,

    /// <summary>The interpreter.</summary>
    Clr,

    /// <summary>The deployed application.</summary>
    Deploy,

    /// <summary>The file system behind a drive.</summary>
    Files,
}

/// <summary>Consecutive erase blocks of one size.</summary>
/// <param name="Count">How many blocks.</param>
/// <param name="Bytes">The size of each in bytes.</param>
public readonly record struct EraseRun(int Count, int Bytes)
{
    /// <summary>The size of the whole run in bytes.</summary>
    public long Size => (long)Count * Bytes;
}

/// <summary>One erase block.</summary>
/// <param name="Address">The address of its first byte.</param>
/// <param name="Bytes">Its size in bytes.</param>
public readonly record struct EraseBlock(uint Address, int Bytes)
{
    /// <summary>The address after its last byte.</summary>
    public long End => Address + (long)Bytes;
}

/// <summary>A part of the flash with one use.</summary>
public sealed record Region
{
    /// <summary>What it is for.</summary>
    public required RegionUse Use { get; init; }

    /// <summary>The address of its first byte.</summary>
    public required uint At { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required int Size { get; init; }

    /// <summary>Its erase blocks as runs; empty where <c>boards.json</c> gives none.</summary>
    public IReadOnlyList<EraseRun> EraseRuns { get; init; } = [];

    /// <summary>The drive that shows this region, for example <c>I:</c>; null unless the use is files.</summary>
    public string? Drive { get; init; }

    /// <summary>The address after its last byte.</summary>
    public long End => At + (long)Size;

    /// <summary>Every erase block in the order of addresses.</summary>
    public IEnumerable<EraseBlock> EraseBlocks() => EraseLayout.Blocks(At, EraseRuns);
}

/// <summary>Turns runs of erase blocks into blocks.</summary>
public static class EraseLayout
{
    /// <summary>Every block of the runs that start at an address.</summary>
    public static IEnumerable<EraseBlock> Blocks(uint at, IReadOnlyList<EraseRun> runs)
    {
        uint address = at;
        foreach (EraseRun run in runs)
        {
            for (int i = 0; i < run.Count; i++)
            {
                yield return new EraseBlock(address, run.Bytes);
                address += (uint)run.Bytes;
            }
        }
    }
}
