using Edge.Boards;

namespace Edge.Flash.Plans;

/// <summary>How a model reaches the program on the device.</summary>
public enum Delivery
{
    /// <summary>As a file on the device's drive.</summary>
    File,

    /// <summary>Inside the deployed application.</summary>
    App,
}

/// <summary>
/// The unit of erasing, writing, proving and, when something goes wrong, of trying again: whole erase blocks, the image's part of them, and erased flash after it.
/// </summary>
/// <param name="Address">The address of the first byte.</param>
/// <param name="Length">The size in bytes: whole erase blocks.</param>
/// <param name="ImageOffset">Where its part of the image starts.</param>
/// <param name="ImageLength">How much of the image it holds; zero where it is only erased.</param>
/// <param name="FirstBlock">The number of its first erase block, counted from the start of the flash, for bootloaders that erase by number.</param>
/// <param name="Blocks">How many erase blocks it has.</param>
public sealed record PlanSegment(uint Address, int Length, int ImageOffset, int ImageLength, int FirstBlock, int Blocks)
{
    /// <summary>What the flash must hold afterwards: the image's part, then 0xFF.</summary>
    public byte[] Content(ReadOnlySpan<byte> image)
    {
        byte[] content = new byte[Length];
        content.AsSpan().Fill(0xFF);
        image.Slice(ImageOffset, ImageLength).CopyTo(content);
        return content;
    }
}

/// <summary>The transfer of one file.</summary>
/// <param name="Path">The name on the device.</param>
/// <param name="ChunkBytes">How much of it goes into one message.</param>
/// <param name="Layout">The form of the message.</param>
public sealed record PlanFile(string Path, int ChunkBytes, StorageLayout Layout);

/// <summary>Everything a run will do. A dry run prints it, a real run executes it: there is no second way.</summary>
public sealed record FlashPlan
{
    /// <summary>The board it was made for.</summary>
    public required Board Board { get; init; }

    /// <summary>The route it takes.</summary>
    public required FlashRoute Route { get; init; }

    /// <summary>How the model is delivered.</summary>
    public required Delivery Delivery { get; init; }

    /// <summary>What is written.</summary>
    public required FlashImage Image { get; init; }

    /// <summary>Segments in the order of their addresses; empty for a file.</summary>
    public IReadOnlyList<PlanSegment> Segments { get; init; } = [];

    /// <summary>The file; null for an app.</summary>
    public PlanFile? File { get; init; }

    /// <summary>Whether the device is restarted at the end.</summary>
    public required bool Restart { get; init; }

    /// <summary>About how long it takes: an estimate.</summary>
    public required TimeSpan Estimate { get; init; }

    /// <summary>The whole plan as lines of text.</summary>
    public IReadOnlyList<string> Lines() => PlanText.Of(this);
}
