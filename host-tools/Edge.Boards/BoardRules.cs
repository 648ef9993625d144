using System.Text.RegularExpressions;
using Edge.Errors;

namespace Edge.Boards;

/// <summary>What must hold inside an entry and between entries. Each rule has a test of its name in BoardRulesTests.</summary>
internal static partial class BoardRules
{
    internal static void Check(string file, IReadOnlyList<Board> boards)
    {
        foreach (Board board in boards)
        {
            string where = $"board {board.Id}";
            EdgeException Fail(string code, string message, string expected, string found) => BoardErrors.Invalid(file, where, code, message, expected, found);
            CheckId(board, Fail);
            CheckRegions(board, Fail);
            CheckDeploy(board, Fail);
            CheckSectors(board, Fail);
            CheckIdentity(board, Fail);
            CheckTexts(board, Fail);
        }

        CheckNamesAreUnique(file, boards);
    }

    private delegate EdgeException Failure(string code, string message, string expected, string found);

    private static void CheckId(Board board, Failure fail)
    {
        if (!IdPattern().IsMatch(board.Id))
        {
            throw fail("boards-id", "'id' has characters that are awkward to type", "a-z, 0-9 and -", board.Id);
        }
    }

    private static void CheckRegions(Board board, Failure fail)
    {
        long flashEnd = board.FlashAt + (long)board.FlashBytes;
        long previousEnd = board.FlashAt;
        foreach (Region region in board.Regions)
        {
            string name = region.Use.ToString().ToLowerInvariant();
            if (region.At < board.FlashAt || region.End > flashEnd)
            {
                throw fail("boards-region-outside", $"region {name} is not inside the flash", $"0x{board.FlashAt:X} to 0x{flashEnd:X}", $"0x{region.At:X} to 0x{region.End:X}");
            }

            if (region.At < previousEnd)
            {
                throw fail("boards-region-order", $"region {name} overlaps the one before it or is out of order", $"0x{previousEnd:X} or later", $"0x{region.At:X}");
            }

            if ((region.Drive is not null) != (region.Use == RegionUse.Files))
            {
                throw fail("boards-drive", $"a drive belongs to a files region, and only there (region {name})", region.Use == RegionUse.Files ? "a drive" : "no drive", region.Drive ?? "no drive");
            }

            previousEnd = region.End;
        }

        if (board.Regions.Count(region => region.Use == RegionUse.Files) > 1)
        {
            throw fail("boards-files", "there is more than one files region", "at most one", board.Regions.Count(region => region.Use == RegionUse.Files).ToString());
        }
    }

    private static void CheckDeploy(Board board, Failure fail)
    {
        int count = board.Regions.Count(region => region.Use == RegionUse.Deploy);
        if (count != 1)
        {
            throw fail("boards-deploy", "there must be exactly one deploy region", "1", count.ToString());
        }

        Region deploy = board.Deploy;
        long runs = deploy.EraseRuns.Sum(run => run.Size);
        if (runs != deploy.Size)
        {
            throw fail("boards-erase-blocks", "the erase blocks of the deploy region do not add up to its size", deploy.Size.ToString(), runs.ToString());
        }

        int first = deploy.EraseRuns[0].Bytes;
        if ((deploy.At - board.FlashAt) % first != 0)
        {
            throw fail("boards-erase-blocks", "the deploy region does not start on an erase block", $"a multiple of {first} from 0x{board.FlashAt:X}", $"0x{deploy.At:X}");
        }
    }

    private static void CheckSectors(Board board, Failure fail)
    {
        bool needed = board.Route(RouteKind.Stm32Uart) is not null || board.Route(RouteKind.Dfuse) is not null;
        if (!needed && board.FlashSectors.Count == 0)
        {
            return;
        }

        long total = board.FlashSectors.Sum(run => run.Size);
        if (total != board.FlashBytes)
        {
            throw fail("boards-sectors", "'flashSectors' does not add up to the flash; the bootloader erases by sector number", board.FlashBytes.ToString(), total.ToString());
        }

        HashSet<EraseBlock> sectors = [.. EraseLayout.Blocks(board.FlashAt, board.FlashSectors)];
        foreach (EraseBlock block in board.Deploy.EraseBlocks())
        {
            bool fits = sectors.Contains(block) || sectors.Any(sector => sector.Address >= block.Address && sector.End <= block.End) && sectors.Any(sector => sector.Address == block.Address) && sectors.Any(sector => sector.End == block.End);
            if (!fits)
            {
                throw fail("boards-sectors", "an erase block of the deploy region is not made of whole sectors", "blocks that start and end with a sector", $"0x{block.Address:X} of {block.Bytes} bytes");
            }
        }
    }

    private static void CheckIdentity(Board board, Failure fail)
    {
        if (board.Route(RouteKind.EspRom) is not null && board.Chip.EspChipId is null && board.Chip.EspMagic is null)
        {
            throw fail("boards-identity", "the esp-rom route needs a way to recognise the chip", "espChipId or espMagic", "neither");
        }

        if (board.FlashSectors.Count > 0 && board.Chip.Stm32Pid is null && board.Route(RouteKind.Stm32Uart) is not null)
        {
            throw fail("boards-identity", "the stm32-uart route needs a way to recognise the chip", "stm32Pid", "nothing");
        }
    }

    private static void CheckTexts(Board board, Failure fail)
    {
        if (board.Sources.FirstOrDefault(source => !SourcePattern().IsMatch(source)) is { } source)
        {
            throw fail("boards-source", "a source does not say where it is", "owner/repository@commit:path", source);
        }

        IEnumerable<string> usb = board.Usb.Concat(board.Routes.Select(route => route.Usb).OfType<string>());
        if (usb.FirstOrDefault(id => !UsbPattern().IsMatch(id)) is { } id)
        {
            throw fail("boards-usb", "a USB identity is malformed", "four hex digits, a colon, four hex digits", id);
        }
    }

    private static void CheckNamesAreUnique(string file, IReadOnlyList<Board> boards)
    {
        Dictionary<string, string> owners = new(StringComparer.OrdinalIgnoreCase);
        foreach (Board board in boards)
        {
            foreach (string name in board.Aliases.Append(board.Id))
            {
                if (!owners.TryAdd(name, board.Id))
                {
                    throw BoardErrors.Invalid(file, $"board {board.Id}", "boards-duplicate", $"'{name}' is already a name of board {owners[name]}", "names that belong to one board", name);
                }
            }
        }
    }

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+@[0-9a-f]{7,40}:[^\s()]+$")]
    private static partial Regex SourcePattern();

    [GeneratedRegex("^[0-9a-f]{4}:[0-9a-f]{4}$")]
    private static partial Regex UsbPattern();
}
