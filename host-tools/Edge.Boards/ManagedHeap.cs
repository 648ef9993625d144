namespace Edge.Boards;

/// <summary>How the firmware sizes the managed heap.</summary>
public enum HeapKind
{
    /// <summary>At start, from what the SDK left free: no constant.</summary>
    Runtime,

    /// <summary>At start, from external PSRAM.</summary>
    Psram,

    /// <summary>What is left of a linker region: only an upper bound can be read from the source.</summary>
    Linker,
}

/// <summary>
/// The managed heap of a board: the firmware's rule, and an estimate from it. The true number comes from a running device
/// (its memory map); everything here is an estimate and is labelled so wherever it is printed.
/// </summary>
public sealed record ManagedHeap
{
    /// <summary>How the firmware sizes it.</summary>
    public required HeapKind Kind { get; init; }

    /// <summary>The rule as the firmware's source has it; null for a linker region.</summary>
    public string? Rule { get; init; }

    /// <summary>Bytes the rule or the linker script keeps back.</summary>
    public required int Reserve { get; init; }

    /// <summary>The linker region; null for the other kinds.</summary>
    public string? Region { get; init; }

    /// <summary>The size of the linker region in bytes; null for the other kinds.</summary>
    public int? RegionBytes { get; init; }

    /// <summary>What a linker region leaves before .data and .bss; null for the other kinds.</summary>
    public int? UpperBound { get; init; }

    /// <summary>Bytes that are surely there, as far as can be told without the device. Checks use this number.</summary>
    public required int EstimateLow { get; init; }

    /// <summary>Bytes that may be there at best.</summary>
    public required int EstimateHigh { get; init; }

    /// <summary>How the estimate was made.</summary>
    public required string Basis { get; init; }
}

/// <summary>How long a board's interpreter takes for one simple IL instruction, in microseconds.</summary>
/// <param name="Low">At best.</param>
/// <param name="High">At worst.</param>
/// <param name="Measured">False for an estimate, which must be labelled so wherever it is printed.</param>
/// <param name="Basis">How the numbers were made.</param>
public sealed record InterpreterSpeed(double Low, double High, bool Measured, string Basis);
