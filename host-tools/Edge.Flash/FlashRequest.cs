using Edge.Boards;
using Edge.Flash.Plans;

namespace Edge.Flash;

/// <summary>What to put where.</summary>
public sealed record FlashRequest
{
    /// <summary>The port: a serial port, <c>tcp:HOST:PORT</c>, or <c>usb</c> for the DfuSe route.</summary>
    public required string Port { get; init; }

    /// <summary>What to write or to compare with.</summary>
    public required FlashImage Image { get; init; }

    /// <summary>The board, or null to take the one the device says it is.</summary>
    public Board? Board { get; init; }

    /// <summary>The route, or null for the board's first one.</summary>
    public RouteKind? Via { get; init; }

    /// <summary>The boards to choose from.</summary>
    public BoardCatalog Catalog { get; init; } = BoardCatalog.Default;

    /// <summary>What the user chose.</summary>
    public FlashOptions Options { get; init; } = new();

    /// <summary>Told the plan before anything is written; an exception ends the run there.</summary>
    public Action<FlashPlan>? Planned { get; init; }
}

/// <summary>What a run did.</summary>
/// <param name="Plan">The plan it executed.</param>
/// <param name="Facts">What the device said of itself.</param>
/// <param name="Proof">What it gave as proof.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Repeated">How many steps had to be repeated.</param>
/// <param name="Notices">Retries and warnings, in order.</param>
public sealed record FlashResult(FlashPlan Plan, DeviceFacts Facts, Proof Proof, TimeSpan Elapsed, int Repeated, IReadOnlyList<string> Notices);
