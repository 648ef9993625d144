using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Cores;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Inspection;
using Edge.Pack.Measuring;

namespace Edge.Cli.Verbs;

/// <summary><c>edge bench --core</c>: the exported C program on an emulated core, instructions counted exactly.</summary>
internal static class CoreReport
{
    public static Option<string?> CreateOption(string description)
    {
        var option = new Option<string?>("--core") { Description = $"{description} in QEMU: {string.Join(", ", Core.All.Select(core => core.Id))}", HelpName = "ID" };
        option.CompletionSources.Add(_ => Core.All.Select(core => new System.CommandLine.Completions.CompletionItem(core.Id)));
        return option;
    }

    public static VerbResult Run(string path, Core core)
    {
        ModelDefinition model = ModelFile.Read(path);
        byte[] file = ModelFile.ReadBytes(path);
        core.RequireTools();
        ModelSummary summary = ModelSummary.Of(model, file.Length);
        byte[] input = SelfTestInput.Generate(1, LayerShapes.OfInput(model.Input));
        using CoreBench bench = new();
        CoreMeasurement run = CoreMeasurement.Of(file, input, core, bench);
        var json = new JsonObject
        {
            ["model"] = path,
            ["core"] = core.Id,
            ["macs"] = summary.Macs,
            ["instructions"] = run.Instructions,
            ["codeBytes"] = run.CodeBytes,
            ["stackBytes"] = run.StackBytes,
            ["layers"] = new JsonArray([.. summary.Layers.Select((layer, i) => (JsonNode)new JsonObject
            {
                ["operator"] = layer.Operator,
                ["macs"] = layer.Macs,
                ["instructions"] = run.Layers[i].Instructions,
                ["stackBytes"] = run.Layers[i].StackBytes,
            })]),
        };
        return new VerbResult(json, to => Print(to, core, summary, run));
    }

    private static void Print(Terminal to, Core core, ModelSummary summary, CoreMeasurement run)
    {
        var table = new PlainTable(">#", "operator", "output", "weights", ">MACs", ">instructions", ">per MAC", ">share", ">stack");
        foreach (LayerSummary layer in summary.Layers)
        {
            (long instructions, int stack) = (run.Layers[layer.Index].Instructions, run.Layers[layer.Index].StackBytes);
            table.Add(
                $"{layer.Index}", layer.Operator, layer.Output, layer.Encoding, $"{layer.Macs}", $"{instructions}", $"{instructions / (double)Math.Max(1, layer.Macs):F2}",
                $"{instructions / (double)Math.Max(1, run.Instructions):P0}", $"{stack}");
        }

        table.WriteTo(to.Out);
        to.Out.WriteLine();
        to.Out.WriteLine($"{run.Instructions} instructions an image on {core.Name} at -O3, {run.Instructions / (double)summary.Macs:F2} a multiply-accumulate; the outputs are this PC's");
        to.Out.WriteLine($"engine: {run.CodeBytes} bytes of code at -Os; stack: {run.StackBytes} bytes. Instructions are counted, cycles are not: flash waits and dual issue are not in them.");
    }
}
