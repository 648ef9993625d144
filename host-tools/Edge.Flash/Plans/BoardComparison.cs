using Edge.Boards;

namespace Edge.Flash.Plans;

/// <summary>One line of the comparison of a board entry with a device.</summary>
/// <param name="What">What is compared.</param>
/// <param name="Entry">What <c>boards.json</c> says.</param>
/// <param name="Device">What the device says.</param>
public sealed record ComparisonRow(string What, string Entry, string Device)
{
    /// <summary>Whether both say the same.</summary>
    public bool Same => Entry == Device;
}

/// <summary>Holds a board entry against a device. Nothing is written unless every row that can be compared is the same.</summary>
public static class BoardComparison
{
    /// <summary>Every row the device's answers allow.</summary>
    public static IReadOnlyList<ComparisonRow> Rows(Board board, DeviceFacts facts)
    {
        List<ComparisonRow> rows = [];
        if (facts.Target is { } target)
        {
            rows.Add(new ComparisonRow("target", board.Target, target));
        }

        if (facts.ChipNumber is { } number)
        {
            rows.Add(new ComparisonRow("chip", ChipOf(board.Chip, facts), $"0x{number:X}"));
        }

        AddRegion(rows, "deploy", board.Deploy, facts.Deploy);
        AddRegion(rows, "files", board.Files, facts.Files);
        if (facts.Sectors.Count > 0)
        {
            rows.Add(new ComparisonRow("sectors", RunText.Of(board.FlashSectors), RunText.Of(facts.Sectors)));
        }

        return rows;
    }

    /// <summary>Throws where a row differs, with both columns.</summary>
    /// <exception cref="FlashException"><c>device-mismatch</c>.</exception>
    public static void Require(Board board, DeviceFacts facts)
    {
        IReadOnlyList<ComparisonRow> differing = [.. Rows(board, facts).Where(row => !row.Same)];
        if (differing.Count > 0)
        {
            throw DeviceErrors.Mismatch(
                $"the device is not what boards.json says of {board.Id}",
                string.Join("; ", differing.Select(row => $"{row.What} {row.Entry}")),
                string.Join("; ", differing.Select(row => $"{row.What} {row.Device}")),
                "choose the board that matches (edge boards detect), or describe this one in a boards file (--boards FILE)");
        }
    }

    /// <summary>Finds the board of a device nobody named.</summary>
    /// <exception cref="FlashException">No board or more than one fits what the device says.</exception>
    public static Board Choose(BoardCatalog catalog, DeviceFacts facts)
    {
        IReadOnlyList<Board> known = facts.Target is { } target ? catalog.WithTarget(target) : [.. catalog.Boards.Where(board => board.Route(facts.Route) is not null && Rows(board, facts)[0].Same)];
        IReadOnlyList<Board> fitting = [.. known.Where(board => Rows(board, facts).All(row => row.Same))];
        if (fitting.Count == 1)
        {
            return fitting[0];
        }

        if (known.Count == 1)
        {
            Require(known[0], facts);
        }

        throw facts.Target is not null && known.Count == 0
            ? DeviceErrors.TargetUnknown(facts.Target)
            : ImageErrors.BoardNeeded(facts.Chip, [.. (fitting.Count > 0 ? fitting : known).Select(board => board.Id)]);
    }

    private static string ChipOf(Chip chip, DeviceFacts facts)
    {
        uint? number = facts.Route switch
        {
            RouteKind.Stm32Uart or RouteKind.Dfuse => (uint?)chip.Stm32Pid,
            _ when facts.ChipNumber == chip.EspMagic => chip.EspMagic,
            _ => (uint?)chip.EspChipId ?? chip.EspMagic,
        };
        return number is { } value ? $"0x{value:X}" : "none";
    }

    private static void AddRegion(List<ComparisonRow> rows, string name, Region? entry, DeviceRegion? device)
    {
        if (device is not null)
        {
            rows.Add(new ComparisonRow(name, entry is null ? "none" : $"0x{entry.At:X} + {entry.Size}", device.ToString()));
        }
    }
}
