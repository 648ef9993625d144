using System.Globalization;
using Edge.Boards;

namespace Edge.Flash.Plans;

/// <summary>A plan for people, the same before a run as after it.</summary>
internal static class PlanText
{
    internal static IReadOnlyList<string> Of(FlashPlan plan)
    {
        List<string> lines =
        [
            $"board    {plan.Board}",
            $"route    {RouteNames.NameOf(plan.Route.Kind)}",
            $"image    {plan.Image.Name}, {Bytes(plan.Image.Bytes.Length)}, crc32 {plan.Image.Crc32:X8}",
        ];
        lines.AddRange(plan.File is { } file ? FileLines(plan, file) : SegmentLines(plan));
        lines.Add($"verify   {Verification(plan)}");
        lines.Add($"restart  {(plan.Restart ? "yes" : "no")}");
        lines.Add($"time     about {plan.Estimate.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s (estimate)");
        return lines;
    }

    private static IEnumerable<string> FileLines(FlashPlan plan, PlanFile file)
    {
        int messages = (plan.Image.Bytes.Length + file.ChunkBytes - 1) / file.ChunkBytes;
        string layout = file.Layout == StorageLayout.NameLength ? "name with its length" : "name ended by zero";
        yield return $"write    {file.Path}, {messages} messages of at most {Bytes(file.ChunkBytes)} ({layout})";
    }

    private static IEnumerable<string> SegmentLines(FlashPlan plan)
    {
        PlanSegment first = plan.Segments[0];
        long end = plan.Segments[^1].Address + (long)plan.Segments[^1].Length;
        yield return $"region   deploy, 0x{first.Address:X8} to 0x{end - 1:X8}, {Bytes(end - first.Address)}";
        foreach ((PlanSegment segment, int count) in Grouped(plan.Segments))
        {
            yield return $"erase    0x{segment.Address:X8}  {count} x {Bytes(segment.Length)}";
        }

        foreach (PlanSegment segment in plan.Segments.Where(segment => segment.ImageLength > 0))
        {
            yield return $"write    0x{segment.Address:X8}  {Bytes(segment.ImageLength)} from offset {segment.ImageOffset}";
        }
    }

    private static IEnumerable<(PlanSegment First, int Count)> Grouped(IReadOnlyList<PlanSegment> segments)
    {
        int start = 0;
        for (int i = 1; i <= segments.Count; i++)
        {
            if (i == segments.Count || segments[i].Length != segments[start].Length)
            {
                yield return (segments[start], i - start);
                start = i;
            }
        }
    }

    private static string Verification(FlashPlan plan) => plan.Delivery == Delivery.File
        ? "size and CRC-32 as the device app reports them, else packet CRC"
        : plan.Route.Kind switch
        {
            RouteKind.Wire => "CheckMemory of every block",
            RouteKind.EspRom => "MD5 of every segment, computed by the ROM",
            RouteKind.Stm32Uart => "read-back of every sector",
            _ => "upload of every sector",
        };

    private static string Bytes(long count) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} bytes";
}
