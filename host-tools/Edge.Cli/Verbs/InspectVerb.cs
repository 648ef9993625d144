using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Inspection;
using Edge.Pack.Measuring;

namespace Edge.Cli.Verbs;

/// <summary><c>edge inspect</c>: what is in an <c>.edge</c> file.</summary>
internal static class InspectVerb
{
    public static Command Create()
    {
        var model = new Argument<FileInfo>("model") { Description = "The .edge file" };
        Option<string?> board = BoardOption.Create("Check whether it fits this board");
        var layers = new Option<bool>("--layers") { Description = "Each layer's weights in the file's layout and in the one chosen for the board's heap" };
        var command = new Command("inspect", "Show a model's layers, sizes, multiply-accumulates and memory") { model, board, layers };
        command.SetVerb((parse, _) => Run(parse.GetRequiredValue(model).FullName, BoardOption.Find(parse, board), parse.GetValue(layers)));
        return command;
    }

    private static VerbResult Run(string path, Board? board, bool layers)
    {
        ModelDefinition model = ModelFile.Read(path);
        int bytes = (int)new FileInfo(path).Length;
        ModelSummary summary = ModelSummary.Of(model, bytes);
        ModelNeeds needs = MemoryNeeds.Of(model, bytes);
        NetworkCost cost = NetworkCost.Of(model);
        FitReport? fit = board is null ? null : FitCheck.Check(board, needs);
        bool fits = fit is not { Verdict: FitVerdict.DoesNotFit };
        LayoutReport layouts = LayoutReport.Of(model, ModelFile.ReadBytes(path), fits ? board : null);
        var json = new JsonObject
        {
            ["file"] = path,
            ["name"] = model.Name,
            ["bytes"] = bytes,
            ["weights"] = summary.Weights,
            ["storedBytes"] = summary.StoredBytes,
            ["weightBytes"] = summary.WeightBytes,
            ["bitsPerWeight"] = BitsPerWeight(summary.StoredBytes, summary.Weights),
            ["parameterBytes"] = summary.ParameterBytes,
            ["overheadBytes"] = summary.OverheadBytes,
            ["arenaBytes"] = model.ArenaBytes,
            ["heapBytes"] = needs.HeapBytes + needs.ArenaBytes,
            ["layouts"] = LayoutTable.ToJson(layouts),
            ["macs"] = summary.Macs,
            ["cost"] = CostReport.ToJson(cost),
            ["labels"] = new JsonArray([.. model.Output.Labels.Select(label => JsonValue.Create(label))]),
            ["metadata"] = MetadataJson.Of(model.Metadata),
            ["layers"] = new JsonArray([.. summary.Layers.Select(ToJson)]),
            ["fit"] = fit is null ? null : new JsonArray([.. fit.Lines.Select(line => JsonValue.Create(line.Message))]),
        };
        return new VerbResult(json, to =>
        {
            Print(to, path, model, summary, needs, cost, fit);
            LayoutTable.Print(to.Out, layouts, summary, fits ? board?.Id : null, layers);
        });
    }

    private static JsonNode ToJson(LayerSummary layer) => new JsonObject
    {
        ["operator"] = layer.Operator,
        ["input"] = layer.Input,
        ["output"] = layer.Output,
        ["kernel"] = layer.Kernel,
        ["encoding"] = layer.Encoding,
        ["epilogue"] = layer.Epilogue,
        ["weights"] = layer.Weights,
        ["storedBytes"] = layer.StoredBytes,
        ["weightBytes"] = layer.WeightBytes,
        ["bitsPerWeight"] = BitsPerWeight(layer.StoredBytes, layer.Weights),
        ["parameterBytes"] = layer.ParameterBytes,
        ["macs"] = layer.Macs,
        ["zeros"] = layer.Zeros,
        ["arenaOffset"] = layer.ArenaOffset,
        ["outputBytes"] = layer.OutputBytes,
    };

    private static double BitsPerWeight(long bytes, long weights) => weights == 0 ? 0 : Math.Round(8.0 * bytes / weights, 3);

    private static void Print(Terminal to, string path, ModelDefinition model, ModelSummary summary, ModelNeeds needs, NetworkCost cost, FitReport? fit)
    {
        to.Out.WriteLine($"{model.Name}  ({path})");
        to.Out.WriteLine($"input   {model.Input.Height}x{model.Input.Width}x{model.Input.Channels}, {model.Input.Format} bits, real = {model.Input.Scale:G4} * (stored - {model.Input.ZeroPoint})");
        to.Out.WriteLine($"output  {model.Output.Count} scores: {string.Join(", ", model.Output.Labels)}");
        to.Out.WriteLine();
        var table = new PlainTable(">#", "operator", "input", "output", "kernel", "weights", ">count", ">zeros", ">bytes", ">bits each", ">params", "epilogue", ">MACs", ">arena at", ">arena bytes");
        foreach (LayerSummary layer in summary.Layers)
        {
            table.Add(
                $"{layer.Index}", layer.Operator, layer.Input, layer.Output, layer.Kernel, layer.Encoding, layer.Weights == 0 ? "" : $"{layer.Weights}",
                layer.Weights == 0 ? "" : $"{layer.Zeros:P0}", $"{layer.StoredBytes}", layer.Weights == 0 ? "" : $"{BitsPerWeight(layer.StoredBytes, layer.Weights):F2}", $"{layer.ParameterBytes}", layer.Epilogue, $"{layer.Macs}",
                layer.OutputBytes == 0 ? "" : $"{layer.ArenaOffset}", $"{layer.OutputBytes}");
        }

        table.WriteTo(to.Out);
        to.Out.WriteLine();
        to.Out.WriteLine($"file    {summary.FileBytes} bytes = {summary.StoredBytes} weights + {summary.ParameterBytes} folded parameters + {summary.OverheadBytes} other ({100.0 * summary.OverheadBytes / summary.FileBytes:F1} %)");
        if (CodedPlanes.Count(model) is > 0 and var coded)
        {
            to.Out.WriteLine($"coded   {coded} of {model.Layers.Sum(layer => layer.Planes.Count)} planes: all weights take {summary.StoredBytes} bytes in the file ({BitsPerWeight(summary.StoredBytes, summary.Weights):F2} bits each), {summary.WeightBytes} in memory ({BitsPerWeight(summary.WeightBytes, summary.Weights):F2})");
        }

        to.Out.WriteLine($"memory  arena {model.ArenaBytes} bytes, managed heap about {needs.HeapBytes + needs.ArenaBytes} bytes (estimate), {summary.Macs} multiply-accumulates an image");
        CostReport.Print(cost, to.Out);
        foreach ((string key, object? value) in model.Metadata.Where(entry => entry.Value is string or double or long or int or bool))
        {
            to.Out.WriteLine(FormattableString.Invariant($"{key,-7} {value}"));
        }

        foreach (FitLine line in fit?.Lines ?? [])
        {
            to.Out.WriteLine(line.Message);
        }
    }
}
