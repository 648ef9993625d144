using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Inspection;

namespace Edge.Cli.Verbs;

/// <summary><c>edge bench --board</c>: exact IL instruction counts from the emulator, priced with the board's speed.</summary>
internal static class BoardBench
{
    public static VerbResult Run(string path, Board board)
    {
        ModelDefinition model = ModelFile.Read(path);
        byte[] file = ModelFile.ReadBytes(path);
        ModelSummary summary = ModelSummary.Of(model, file.Length);
        byte[] input = SelfTestInput.Generate(1, LayerShapes.OfInput(model.Input));
        EmulatedRun run = EmulatedModel.Run(file, input, board);
        var json = new JsonObject
        {
            ["model"] = path,
            ["board"] = board.Id,
            ["macs"] = summary.Macs,
            ["instructions"] = run.Instructions,
            ["units"] = run.Units,
            ["microsecondsLow"] = run.Units * board.Interpreter.Low,
            ["microsecondsHigh"] = run.Units * board.Interpreter.High,
            ["estimate"] = !board.Interpreter.Measured,
            ["loadHeapBytes"] = run.LoadBytes,
            ["heapBytes"] = run.HeapBytes,
            ["layers"] = new JsonArray([.. summary.Layers.Select((layer, i) => (JsonNode)new JsonObject
            {
                ["operator"] = layer.Operator,
                ["macs"] = layer.Macs,
                ["instructions"] = run.Layers[i].Instructions,
                ["units"] = run.Layers[i].Units,
            })]),
        };
        return new VerbResult(json, to => Print(to, board, summary, run));
    }

    private static void Print(Terminal to, Board board, ModelSummary summary, EmulatedRun run)
    {
        string kind = board.Interpreter.Measured ? "measured" : "estimate";
        var table = new PlainTable(">#", "operator", "output", "weights", ">MACs", ">IL instructions", ">IL/MAC", ">share", $">ms ({kind})");
        foreach (LayerSummary layer in summary.Layers)
        {
            (long instructions, double units) = run.Layers[layer.Index];
            table.Add(
                $"{layer.Index}", layer.Operator, layer.Output, layer.Encoding, $"{layer.Macs}", $"{instructions}", $"{instructions / (double)Math.Max(1, layer.Macs):F2}",
                $"{units / run.Units:P0}", Range(board, units));
        }

        table.WriteTo(to.Out);
        to.Out.WriteLine();
        to.Out.WriteLine($"{run.Instructions} IL instructions an image, {run.Instructions / (double)summary.Macs:F2} a multiply-accumulate; {Range(board, run.Units)} ms on {board.Id} ({kind})");
        to.Out.WriteLine($"managed heap: {run.HeapBytes} bytes in use, {run.LoadBytes} at most while loading; this board has {board.ManagedHeap.EstimateLow} to {board.ManagedHeap.EstimateHigh} (estimate)");
    }

    private static string Range(Board board, double units)
    {
        (double low, double high) = (units * board.Interpreter.Low / 1000, units * board.Interpreter.High / 1000);
        return low >= 10 ? $"{low:F0} - {high:F0}" : $"{low:F1} - {high:F1}";
    }
}
