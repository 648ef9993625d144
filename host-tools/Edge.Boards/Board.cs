namespace Edge.Boards;

/// <summary>How far a board's firmware is kept by the nanoFramework project.</summary>
public enum BoardTier
{
    /// <summary>Built and published by the nanoFramework project.</summary>
    Reference,

    /// <summary>Kept by the community.</summary>
    Community,

    /// <summary>The source exists, no build is published.</summary>
    SourceOnly,
}

/// <summary>One entry of <c>boards.json</c>: what the firmware's source says of a board. The device itself is asked before anything is written.</summary>
public sealed record Board
{
    /// <summary>What the user types, for example <c>esp32-rev3</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Older target names, accepted with a warning.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The target name the device reports over the Wire Protocol.</summary>
    public required string Target { get; init; }

    /// <summary>The platform name the device reports: <c>ESP32</c>, <c>STM32F4</c>, <c>RP2040</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Who keeps the firmware.</summary>
    public required BoardTier Tier { get; init; }

    /// <summary>The chip and its identity.</summary>
    public required Chip Chip { get; init; }

    /// <summary>The address of the first flash byte.</summary>
    public required uint FlashAt { get; init; }

    /// <summary>The size of the flash in bytes.</summary>
    public required int FlashBytes { get; init; }

    /// <summary>The chip's erase sectors from <see cref="FlashAt"/> on, for bootloaders that erase by sector number; empty where no route needs them.</summary>
    public required IReadOnlyList<EraseRun> FlashSectors { get; init; }

    /// <summary>How much memory managed objects get.</summary>
    public required ManagedHeap ManagedHeap { get; init; }

    /// <summary>The flash regions in the order of their addresses.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>The ways to write this board, the preferred one first.</summary>
    public required IReadOnlyList<FlashRoute> Routes { get; init; }

    /// <summary>USB identities as <c>vvvv:pppp</c>: hints for finding the board, never proof.</summary>
    public required IReadOnlyList<string> Usb { get; init; }

    /// <summary>How fast the interpreter runs.</summary>
    public required InterpreterSpeed Interpreter { get; init; }

    /// <summary>Where the values come from, as <c>owner/repository@commit:path</c>.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Remarks on the sources.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The region that holds the deployed application.</summary>
    public Region Deploy => Regions.Single(region => region.Use == RegionUse.Deploy);

    /// <summary>The region behind the drive for files, or null where the firmware has none.</summary>
    public Region? Files => Regions.SingleOrDefault(region => region.Use == RegionUse.Files);

    /// <summary>Whether a model can be delivered as a file on the board's drive.</summary>
    public bool AllowsFile => Files is not null;

    /// <summary>The route of a kind, or null where the board does not have it.</summary>
    public FlashRoute? Route(RouteKind kind) => Routes.FirstOrDefault(route => route.Kind == kind);

    /// <inheritdoc/>
    public override string ToString() => $"{Id} ({Name})";
}
