using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;

namespace Edge.Cli.Verbs;

/// <summary><c>edge boards</c>: the boards Edge knows.</summary>
internal static class BoardsVerb
{
    public static Command Create()
    {
        var list = new Command("list", "List the boards");
        list.SetVerb((parse, _) => List(Load(parse)));

        var id = new Argument<string>("id") { Description = "A board's id, alias or target name" };
        var show = new Command("show", "Show one board: chip, memory, flash regions, routes, sources") { id };
        show.SetVerb((parse, _) => Show(Load(parse).Find(parse.GetRequiredValue(id)).Board));

        var check = new Command("check", "Check the boards file against its rules");
        check.SetVerb((parse, _) => Check(Load(parse)));

        var boards = new Command("boards", "The boards Edge knows, and those that are connected: list, show, check, detect") { list, show, check, DetectVerb.Create() };
        boards.SetVerb((parse, _) => List(Load(parse)));
        return boards;
    }

    private static BoardCatalog Load(ParseResult parse) => BoardCatalog.Load(GlobalOptions.BoardsFile(parse));

    private static VerbResult List(BoardCatalog catalog)
    {
        var json = new JsonObject { ["source"] = catalog.Source, ["boards"] = new JsonArray([.. catalog.Boards.Select(ToJson)]) };
        return new VerbResult(json, to =>
        {
            var table = new PlainTable("id", "chip", ">MHz", ">flash kB", ">deploy kB", ">files kB", "managed heap (estimate)", "tier");
            foreach (Board board in catalog.Boards)
            {
                table.Add(
                    board.Id, board.Chip.Core, $"{board.Chip.ClockMHz}", $"{board.FlashBytes / 1024}", $"{board.Deploy.Size / 1024}",
                    board.Files is { } files ? $"{files.Size / 1024}" : "", Heap(board), $"{board.Tier}");
            }

            table.WriteTo(to.Out);
        });
    }

    private static VerbResult Show(Board board) => new(ToJson(board), to =>
    {
        to.Out.WriteLine($"{board.Id}: {board.Name}");
        to.Out.WriteLine($"target        {board.Target} ({board.Platform}, {board.Tier})");
        to.Out.WriteLine($"chip          {board.Chip.Name}, {board.Chip.Core}{(board.Chip.ClockMHz is { } clock ? $", {clock} MHz" : "")}");
        to.Out.WriteLine($"managed heap  {Heap(board)} bytes (estimate: {board.ManagedHeap.Basis})");
        to.Out.WriteLine(FormattableString.Invariant($"interpreter   {board.Interpreter.Low} to {board.Interpreter.High} us an IL unit ({(board.Interpreter.Measured ? "measured" : "estimate")})"));
        var table = new PlainTable("region", "at", ">bytes", "drive");
        foreach (Region region in board.Regions)
        {
            table.Add($"{region.Use}", $"0x{region.At:X}", $"{region.Size}", region.Drive ?? "");
        }

        table.WriteTo(to.Out);
        to.Out.WriteLine($"routes        {string.Join(", ", board.Routes.Select(route => route.Kind))}");
        if (board.Aliases.Count > 0)
        {
            to.Out.WriteLine($"also known as {string.Join(", ", board.Aliases)}");
        }

        foreach (string source in board.Sources)
        {
            to.Out.WriteLine($"source        {source}");
        }
    });

    // Loading is the check: every rule of the file is applied, and the first violation is an error that names file, board and key.
    private static VerbResult Check(BoardCatalog catalog) => new(
        new JsonObject { ["source"] = catalog.Source, ["count"] = catalog.Boards.Count },
        to => to.Out.WriteLine($"{catalog.Source}: {catalog.Boards.Count} boards, all rules hold"));

    private static string Heap(Board board) => board.ManagedHeap.EstimateLow == board.ManagedHeap.EstimateHigh
        ? $"{board.ManagedHeap.EstimateLow}"
        : $"{board.ManagedHeap.EstimateLow} - {board.ManagedHeap.EstimateHigh}";

    private static JsonObject ToJson(Board board) => new()
    {
        ["id"] = board.Id,
        ["name"] = board.Name,
        ["target"] = board.Target,
        ["platform"] = board.Platform,
        ["tier"] = board.Tier.ToString(),
        ["core"] = board.Chip.Core,
        ["clockMHz"] = board.Chip.ClockMHz,
        ["flashBytes"] = board.FlashBytes,
        ["deployBytes"] = board.Deploy.Size,
        ["filesBytes"] = board.Files?.Size,
        ["heapLow"] = board.ManagedHeap.EstimateLow,
        ["heapHigh"] = board.ManagedHeap.EstimateHigh,
        ["aliases"] = new JsonArray([.. board.Aliases.Select(alias => JsonValue.Create(alias))]),
    };
}
