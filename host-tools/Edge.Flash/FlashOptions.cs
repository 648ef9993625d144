using Edge.Flash.Plans;

namespace Edge.Flash;

/// <summary>What the user chose.</summary>
public sealed record FlashOptions
{
    /// <summary>How to deliver; null for the board's best way.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>The name on the device's drive; null for the image's own name on the board's drive.</summary>
    public string? DevicePath { get; init; }

    /// <summary>Whether to restart the device at the end.</summary>
    public bool Restart { get; init; } = true;

    /// <summary>A baud rate instead of the board's.</summary>
    public int? Baud { get; init; }

    /// <summary>Whether a file that nothing on the device confirms counts as success. The result says that there is no proof.</summary>
    public bool AcceptUnproven { get; init; }

    /// <summary>Whether bytes that are no nanoFramework assemblies may go into the deploy region.</summary>
    public bool AcceptAnyImage { get; init; }

    /// <summary>The longest a whole run may take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait for the device app to report its model.</summary>
    public TimeSpan ReportTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
