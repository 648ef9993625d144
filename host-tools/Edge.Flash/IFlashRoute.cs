using Edge.Boards;
using Edge.Flash.Plans;

namespace Edge.Flash;

/// <summary>
/// A protocol that writes flash. Methods throw <see cref="LinkFaultException"/> for what another attempt may mend, after <see cref="Recover"/>,
/// and <see cref="FlashException"/> for what it cannot.
/// </summary>
internal interface IFlashRoute
{
    /// <summary>Which one.</summary>
    RouteKind Kind { get; }

    /// <summary>What <see cref="Verify"/> proves.</summary>
    Proof Proof { get; }

    /// <summary>Whether answers are protected by a checksum, so that one of them is enough.</summary>
    bool AnswersAreChecked { get; }

    /// <summary>Brings the device into the state in which it answers.</summary>
    void Connect();

    /// <summary>Asks the device what it is. Changes nothing on it.</summary>
    DeviceFacts Identify();

    /// <summary>The last step before the first erase, for example to stop the running program.</summary>
    void Begin();

    /// <summary>Erases a segment, unless <see cref="Write"/> does so itself.</summary>
    void Erase(PlanSegment segment);

    /// <summary>Writes the image's part of a segment.</summary>
    /// <param name="segment">The segment, erased.</param>
    /// <param name="image">The whole image.</param>
    /// <param name="progress">Called with the bytes done.</param>
    void Write(PlanSegment segment, ReadOnlyMemory<byte> image, Action<int> progress);

    /// <summary>Asks the device for proof that a segment holds the image's part and erased flash after it.</summary>
    /// <returns>Null for proof, otherwise what was found instead.</returns>
    SegmentDifference? Verify(PlanSegment segment, ReadOnlyMemory<byte> image);

    /// <summary>Gets the link and the device back to where a command can be sent.</summary>
    void Recover();

    /// <summary>Restarts the device into its program.</summary>
    void Restart();
}

/// <summary>Where a segment differs from what it should hold.</summary>
/// <param name="Address">The first differing byte, or the start of the piece a checksum differs over.</param>
/// <param name="Found">What was found, as words.</param>
/// <param name="Untouched">Whether it looks as if erasing or writing had no effect at all, which is how write protection shows.</param>
internal sealed record SegmentDifference(uint Address, string Found, bool Untouched = false);

/// <summary>A route that can also put files on the device's drive.</summary>
internal interface IFileRoute : IFlashRoute
{
    /// <summary>Whether every message is checked by CRC on the device, so that its acknowledgement is a proof.</summary>
    bool PacketsAreChecked { get; }

    /// <summary>Sends a file from its first byte. A file of that name is replaced.</summary>
    void SendFile(PlanFile file, ReadOnlyMemory<byte> content, Action<int> progress);

    /// <summary>Waits for the device app to report a file as expected, or several times in a row as something else.</summary>
    /// <returns>The last report, or null where none came before the timeout.</returns>
    FileReport? AwaitReport(FileReport expected, TimeSpan timeout);
}

/// <summary>What the device app says of a model file it has read.</summary>
/// <param name="Path">The name on the device.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Crc32">CRC-32 over all its bytes.</param>
public sealed record FileReport(string Path, long Size, uint Crc32);

/// <summary>What a device gave as proof that it holds the image.</summary>
public enum Proof
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The device checked every message by CRC and acknowledged writing it.</summary>
    PacketCrc,

    /// <summary>The program on the device reported the file's size and the CRC-32 it computed.</summary>
    AppReport,

    /// <summary>The firmware computed a CRC over every block of the region.</summary>
    CheckMemory,

    /// <summary>The ROM computed an MD5 over every segment of the region.</summary>
    Md5,

    /// <summary>Every byte of the region was read back.</summary>
    ReadBack,
}
