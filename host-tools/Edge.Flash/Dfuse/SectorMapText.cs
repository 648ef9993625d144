using System.Globalization;
using System.Text.RegularExpressions;
using Edge.Boards;

namespace Edge.Flash.Dfuse;

/// <summary>A flash as an interface name of a DfuSe device describes it.</summary>
/// <param name="Name">For example <c>Internal Flash</c>.</param>
/// <param name="At">The address of the first sector.</param>
/// <param name="Runs">The sectors.</param>
internal sealed record SectorMap(string Name, uint At, IReadOnlyList<EraseRun> Runs);

/// <summary>Reads names such as <c>@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg</c> (ST UM0424, section 10.3.2).</summary>
internal static partial class SectorMapText
{
    /// <summary>Reads the name; null where it is something else.</summary>
    internal static SectorMap? Parse(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        List<EraseRun> runs = [];
        foreach (string part in match.Groups["runs"].Value.Split(','))
        {
            Match run = Run().Match(part);
            int unit = run.Groups["unit"].Value switch { "K" => 1024, "M" => 1048576, _ => 1 };
            if (!run.Success || !int.TryParse(run.Groups["count"].ValueSpan, out int count) || !int.TryParse(run.Groups["size"].ValueSpan, out int size) || count == 0 || size is 0 or > 1024)
            {
                return null;
            }

            runs.Add(new EraseRun(count, size * unit));
        }

        return new SectorMap(match.Groups["name"].Value.Trim(), uint.Parse(match.Groups["at"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture), runs);
    }

    /// <summary>Writes the name of a flash.</summary>
    internal static string Format(SectorMap map)
    {
        IEnumerable<string> runs = map.Runs.Select(run => run.Bytes % 1024 == 0 ? $"{run.Count:D2}*{run.Bytes / 1024:D3}Kg" : $"{run.Count:D2}*{run.Bytes:D3} g");
        return $"@{map.Name}  /0x{map.At:X8}/{string.Join(",", runs)}";
    }

    [GeneratedRegex("^@(?<name>[^/]+)/0x(?<at>[0-9A-Fa-f]{1,8})/(?<runs>[^/]+)$")]
    private static partial Regex Pattern();

    [GeneratedRegex("^(?<count>[0-9]{1,5})\\*(?<size>[0-9]{1,4})(?<unit>[ BKM])[a-g]$")]
    private static partial Regex Run();
}
