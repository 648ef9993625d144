using Edge.Flash.Plans;

namespace Edge.Flash.Simulation;

/// <summary>How a simulated device differs from what its board entry says.</summary>
public sealed record DeviceQuirks
{
    /// <summary>The chip number it reports instead of its own.</summary>
    public uint? Chip { get; init; }

    /// <summary>The target name it reports instead of its own.</summary>
    public string? Target { get; init; }

    /// <summary>By how many bytes its deployment region starts later.</summary>
    public int MovedBy { get; init; }

    /// <summary>Which storage message its firmware understands.</summary>
    public StorageLayout Layout { get; init; } = StorageLayout.ZeroTerminated;

    /// <summary>The largest payload of its firmware; null for the board's own.</summary>
    public int? PacketBytes { get; init; }

    /// <summary>Whether its firmware checks packets by CRC. Firmware is usually built without.</summary>
    public bool PacketCrc { get; init; }

    /// <summary>Whether a program runs on it that reports the files it finds.</summary>
    public bool AppReports { get; init; } = true;

    /// <summary>Whether the STM32 bootloader is protected against reading.</summary>
    public bool ReadProtected { get; init; }

    /// <summary>Whether the flash ignores erasing and writing.</summary>
    public bool WriteProtected { get; init; }

    /// <summary>Whether the ESP32 ROM is in secure download mode.</summary>
    public bool SecureDownload { get; init; }
}
