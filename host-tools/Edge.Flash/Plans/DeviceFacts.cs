using Edge.Boards;

namespace Edge.Flash.Plans;

/// <summary>How the firmware wants the file name in a storage message.</summary>
public enum StorageLayout
{
    /// <summary>With its length in front: firmware up to 1.17.0.257.</summary>
    NameLength,

    /// <summary>Ended by a zero byte: firmware after that.</summary>
    ZeroTerminated,
}

/// <summary>A flash region as the device describes it.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="At">The address of its first byte.</param>
/// <param name="Runs">Its erase units.</param>
public sealed record DeviceRegion(RegionUse Use, uint At, IReadOnlyList<EraseRun> Runs)
{
    /// <summary>Its size in bytes.</summary>
    public long Size => Runs.Sum(run => run.Size);

    /// <summary>As "0x1E0000 + 1835008".</summary>
    public override string ToString() => $"0x{At:X} + {Size}";
}

/// <summary>What a device says of itself. It is the authority: the entry in <c>boards.json</c> is compared with it.</summary>
public sealed record DeviceFacts
{
    /// <summary>How it was asked.</summary>
    public required RouteKind Route { get; init; }

    /// <summary>A short name of the chip or the firmware for people.</summary>
    public required string Chip { get; init; }

    /// <summary>The number the chip identifies itself by: the ESP chip id or magic word, or the STM32 product id.</summary>
    public uint? ChipNumber { get; init; }

    /// <summary>The target name of the running firmware.</summary>
    public string? Target { get; init; }

    /// <summary>The version of the running firmware.</summary>
    public Version? Firmware { get; init; }

    /// <summary>The regions it reports; empty where it reports none.</summary>
    public IReadOnlyList<DeviceRegion> Regions { get; init; } = [];

    /// <summary>The flash as erase sectors, where it reports them.</summary>
    public IReadOnlyList<EraseRun> Sectors { get; init; } = [];

    /// <summary>The managed heap in bytes, measured by the firmware.</summary>
    public long? ManagedHeapBytes { get; init; }

    /// <summary>The largest payload of one message in bytes.</summary>
    public int PacketBytes { get; init; } = 1024;

    /// <summary>Whether the firmware checks every packet by CRC.</summary>
    public bool PacketCrc { get; init; }

    /// <summary>Which storage message the firmware understands.</summary>
    public StorageLayout Layout { get; init; } = StorageLayout.ZeroTerminated;

    /// <summary>The alignment writes must keep, in bytes.</summary>
    public int ProgramBytes { get; init; } = 4;

    /// <summary>The deployment region, or null where the device does not say.</summary>
    public DeviceRegion? Deploy => Regions.FirstOrDefault(region => region.Use == RegionUse.Deploy);

    /// <summary>The files region, or null where the device does not say.</summary>
    public DeviceRegion? Files => Regions.FirstOrDefault(region => region.Use == RegionUse.Files);

    /// <summary>Everything as one line: equal for equal answers.</summary>
    public string Describe() =>
        $"{Chip} {ChipNumber:X} {Target} {Firmware} packet {PacketBytes} crc {PacketCrc} layout {Layout} program {ProgramBytes} heap {ManagedHeapBytes}"
        + string.Concat(Regions.Select(region => $" {region.Use} {region.At:X} {RunText.Of(region.Runs)}")) + $" sectors {RunText.Of(Sectors)}";
}

/// <summary>Runs of erase blocks as text.</summary>
internal static class RunText
{
    internal static string Of(IReadOnlyList<EraseRun> runs) => string.Join(" + ", runs.Select(run => $"{run.Count} x {run.Bytes}"));
}
