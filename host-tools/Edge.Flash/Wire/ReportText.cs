using System.Globalization;
using System.Text.RegularExpressions;

namespace Edge.Flash.Wire;

/// <summary>
/// The line by which the program on a device confirms its model, printed at every start and then every few seconds:
/// <c>edge-report file=I:\model.edge size=65536 crc32=89ABCDEF</c>. The CRC is CRC-32 over all bytes of the file.
/// </summary>
public static partial class ReportText
{
    /// <summary>Writes the line, without its end.</summary>
    public static string Format(FileReport report) => $"edge-report file={report.Path} size={report.Size} crc32={report.Crc32:X8}";

    /// <summary>Reads the line; null where it is another one.</summary>
    public static FileReport? Parse(string line)
    {
        Match match = Pattern().Match(line);
        return match.Success && long.TryParse(match.Groups["size"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            ? new FileReport(match.Groups["file"].Value, size, uint.Parse(match.Groups["crc"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            : null;
    }

    [GeneratedRegex("^edge-report file=(?<file>.+) size=(?<size>[0-9]{1,18}) crc32=(?<crc>[0-9A-F]{8})$")]
    private static partial Regex Pattern();
}
