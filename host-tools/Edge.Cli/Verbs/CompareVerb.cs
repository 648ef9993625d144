using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Inspection;
using Edge.Pack.Measuring;
using Edge.Pack.Validation;

namespace Edge.Cli.Verbs;

/// <summary><c>edge compare</c>: two models side by side, in bytes, operations, accuracy and the images they disagree about.</summary>
internal static class CompareVerb
{
    private const int ShownDisagreements = 20;

    public static Command Create()
    {
        var first = new Argument<FileInfo>("first") { Description = "An .edge file" };
        var second = new Argument<FileInfo>("second") { Description = "Another one, for the same classes" };
        var data = new Option<string?>("--data") { Description = "fashion-mnist, mnist, idx:DIR, folder:DIR, csv:FILE [default: the first model's own]", HelpName = "SOURCE" };
        var limit = new Option<int?>("--limit") { Description = "Only the first N test images", HelpName = "N" };
        Option<string?> board = BoardOption.Create("The board whose managed heap decides the layouts; without it the heap is roomy");
        var command = new Command("compare", "Two models side by side: bytes, operations, accuracy, disagreements") { first, second, data, limit, board };
        command.SetVerb((parse, terminal, cancellation) => Task.Run(
            () => Run(parse.GetRequiredValue(first).FullName, parse.GetRequiredValue(second).FullName, parse.GetValue(data), parse.GetValue(limit), BoardOption.Find(parse, board), terminal, cancellation),
            CancellationToken.None));
        return command;
    }

    private static VerbResult Run(string firstPath, string secondPath, string? source, int? limit, Board? board, Terminal terminal, CancellationToken cancellation)
    {
        Side first = Side.Of(firstPath, board);
        Side second = Side.Of(secondPath, board);
        string? name = source ?? first.Model.Metadata.GetValueOrDefault("data") as string;
        var progress = new CountProgress(terminal, "images");
        ModelComparison comparison = ModelComparison.Of(
            first.File, TestSet.Load(first.Model, name, limit), second.File, TestSet.Load(second.Model, name, limit), progress.Report, cancellation);
        progress.Clear();
        var json = new JsonObject
        {
            ["images"] = comparison.Images,
            ["first"] = first.ToJson(comparison.FirstAccuracy),
            ["second"] = second.ToJson(comparison.SecondAccuracy),
            ["disagreements"] = comparison.Disagreements.Count,
            ["onlyFirstRight"] = comparison.OnlyFirstRight,
            ["onlySecondRight"] = comparison.OnlySecondRight,
            ["differences"] = new JsonArray([.. comparison.Disagreements.Select(d => (JsonNode)new JsonObject
            {
                ["image"] = d.Image,
                ["label"] = d.Label,
                ["firstClass"] = d.FirstClass,
                ["secondClass"] = d.SecondClass,
            })]),
        };
        return new VerbResult(json, to => Print(to, first, second, comparison));
    }

    private static void Print(Terminal to, Side first, Side second, ModelComparison comparison)
    {
        var table = new PlainTable("", $">{Path.GetFileName(first.Path)}", $">{Path.GetFileName(second.Path)}", ">second / first");
        table.Add("accuracy", Percent(comparison.FirstAccuracy), Percent(comparison.SecondAccuracy), Text($"{100 * (comparison.SecondAccuracy - comparison.FirstAccuracy):+0.00;-0.00;0.00} points"));
        Row(table, "file, bytes", first.Summary.FileBytes, second.Summary.FileBytes);
        Row(table, "weights in the file, bytes", first.Summary.StoredBytes, second.Summary.StoredBytes);
        Row(table, "folded parameters, bytes", first.Summary.ParameterBytes, second.Summary.ParameterBytes);
        Row(table, "arena, bytes", first.Summary.ArenaBytes, second.Summary.ArenaBytes);
        Row(table, "heap in use, bytes", first.Run.HeapBytes, second.Run.HeapBytes);
        Row(table, "multiply-accumulates", first.Summary.Macs, second.Summary.Macs);
        Row(table, "IL instructions an image", first.Run.Instructions, second.Run.Instructions);
        table.WriteTo(to.Out);
        to.Out.WriteLine();
        to.Out.WriteLine(Text($"{comparison.Disagreements.Count} of {comparison.Images} images get another class: {comparison.OnlyFirstRight} only the first has right, {comparison.OnlySecondRight} only the second"));
        foreach (Disagreement d in comparison.Disagreements.Take(ShownDisagreements))
        {
            to.Out.WriteLine($"  image {d.Image}: {first.Label(d.Label)}, the first says {first.Label(d.FirstClass)}, the second {first.Label(d.SecondClass)}");
        }

        if (comparison.Disagreements.Count > ShownDisagreements)
        {
            to.Out.WriteLine(Text($"  and {comparison.Disagreements.Count - ShownDisagreements} more: --json lists them all"));
        }
    }

    private static void Row(PlainTable table, string name, long first, long second) =>
        table.Add(name, Text($"{first}"), Text($"{second}"), first == 0 ? "" : Text($"{second / (double)first:F2}"));

    private static string Percent(double share) => Text($"{share:P2}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Side(string Path, ModelDefinition Model, byte[] File, ModelSummary Summary, EmulatedRun Run)
    {
        public static Side Of(string path, Board? board)
        {
            ModelDefinition model = ModelFile.Read(path);
            byte[] file = ModelFile.ReadBytes(path);
            byte[] input = SelfTestInput.Generate(1, LayerShapes.OfInput(model.Input));
            return new Side(path, model, file, ModelSummary.Of(model, file.Length), EmulatedModel.Run(file, input, board));
        }

        public string Label(int label) => label < Model.Output.Labels.Count ? Model.Output.Labels[label] : Text($"{label}");

        public JsonObject ToJson(double accuracy) => new()
        {
            ["model"] = Path,
            ["accuracy"] = accuracy,
            ["bytes"] = Summary.FileBytes,
            ["storedBytes"] = Summary.StoredBytes,
            ["weightBytes"] = Summary.WeightBytes,
            ["parameterBytes"] = Summary.ParameterBytes,
            ["arenaBytes"] = Summary.ArenaBytes,
            ["heapBytes"] = Run.HeapBytes,
            ["macs"] = Summary.Macs,
            ["instructions"] = Run.Instructions,
        };
    }
}
