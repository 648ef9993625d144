using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Inspection;
using Edge.Pack.Measuring;

namespace Edge.Cli.Verbs;

/// <summary><c>edge bench --board</c>: exact IL instruction counts from the emulator, priced with the board's speed.</summary>
internal static class BoardBench
{
    /// <param name="compare">Whether to count the obvious int8 loops on the same network as well.</param>
    public static VerbResult Run(string path, Board board, bool compare)
    {
        ModelDefinition model = ModelFile.Read(path);
        byte[] file = ModelFile.ReadBytes(path);
        ModelSummary summary = ModelSummary.Of(model, file.Length);
        byte[] input = SelfTestInput.Generate(1, LayerShapes.OfInput(model.Input));
        EmulatedModel emulated = EmulatedModel.Open(file, board);
        EmulatedRun run = emulated.Run(input);
        IReadOnlyList<LayerCost>? naive = compare ? NaiveComparison.Count(model, file, input) : null;
        JsonObject json = Report(path, board, summary, emulated, run, naive);
        return new VerbResult(json, to =>
        {
            PrintLayers(to, board, summary, run);
            if (naive is not null)
            {
                PrintComparison(to, board, summary, run, naive);
            }

            PrintMemory(to, board, summary, emulated);
        });
    }

    private static JsonObject Report(string path, Board board, ModelSummary summary, EmulatedModel emulated, EmulatedRun run, IReadOnlyList<LayerCost>? naive) => new()
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
        ["arenaBytes"] = summary.ArenaBytes,
        ["fileWeightBytes"] = emulated.FileWeightBytes,
        ["weightBytes"] = emulated.WeightBytes,
        ["scratchBytes"] = emulated.ScratchBytes,
        ["naiveInstructions"] = naive?.Sum(layer => layer.Instructions),
        ["layers"] = new JsonArray([.. summary.Layers.Select((layer, i) => (JsonNode)new JsonObject
        {
            ["operator"] = layer.Operator,
            ["macs"] = layer.Macs,
            ["instructions"] = run.Layers[i].Instructions,
            ["units"] = run.Layers[i].Units,
            ["variant"] = emulated.Variants[i],
            ["naiveInstructions"] = naive?[i].Instructions,
        })]),
    };

    private static void PrintLayers(Terminal to, Board board, ModelSummary summary, EmulatedRun run)
    {
        var table = new PlainTable(">#", "operator", "output", "weights", ">MACs", ">IL instructions", ">IL/MAC", ">share", $">ms ({Kind(board)})");
        foreach (LayerSummary layer in summary.Layers)
        {
            (long instructions, double units) = run.Layers[layer.Index];
            table.Add(
                $"{layer.Index}", layer.Operator, layer.Output, layer.Encoding, $"{layer.Macs}", $"{instructions}", PerMac(instructions, layer.Macs),
                $"{units / run.Units:P0}", Range(board, units));
        }

        table.WriteTo(to.Out);
        to.Out.WriteLine();
        to.Out.WriteLine($"{run.Instructions} IL instructions an image, {PerMac(run.Instructions, summary.Macs)} a multiply-accumulate; {Range(board, run.Units)} ms on {board.Id} ({Kind(board)})");
    }

    private static void PrintComparison(Terminal to, Board board, ModelSummary summary, EmulatedRun run, IReadOnlyList<LayerCost> naive)
    {
        to.Out.WriteLine();
        to.Out.WriteLine("the obvious int8 loops, every layer's integers equal:");
        var table = new PlainTable(">#", "operator", "output", ">MACs", ">IL instructions", ">IL/MAC", ">Edge, IL/MAC", ">fewer");
        foreach (LayerSummary layer in summary.Layers)
        {
            long obvious = naive[layer.Index].Instructions;
            long own = run.Layers[layer.Index].Instructions;
            table.Add($"{layer.Index}", layer.Operator, layer.Output, $"{layer.Macs}", $"{obvious}", PerMac(obvious, layer.Macs), PerMac(own, layer.Macs), $"{obvious / (double)own:F1} x");
        }

        table.WriteTo(to.Out);
        to.Out.WriteLine();
        long all = naive.Sum(layer => layer.Instructions);
        double units = naive.Sum(layer => layer.Units);
        to.Out.WriteLine($"{all} IL instructions an image, {PerMac(all, summary.Macs)} a multiply-accumulate: {all / (double)run.Instructions:F1} times as many; {Range(board, units)} ms on {board.Id} ({Kind(board)})");
        to.Out.WriteLine();
    }

    private static void PrintMemory(Terminal to, Board board, ModelSummary summary, EmulatedModel emulated)
    {
        to.Out.WriteLine(
            $"managed heap: {emulated.HeapBytes} bytes in use, {emulated.LoadBytes} at most while loading; this board has {board.ManagedHeap.EstimateLow} to {board.ManagedHeap.EstimateHigh} (estimate)");
        to.Out.WriteLine(
            $"of that: weights {emulated.WeightBytes} in the layouts chosen for this heap ({emulated.FileWeightBytes} in the file's), arena {summary.ArenaBytes + emulated.ScratchBytes} = {summary.ArenaBytes} of activations + {emulated.ScratchBytes} that the chosen kernels work in");
    }

    private static string Kind(Board board) => board.Interpreter.Measured ? "measured" : "estimate";

    private static string PerMac(long instructions, long macs) => $"{instructions / (double)Math.Max(1, macs):F2}";

    private static string Range(Board board, double units)
    {
        (double low, double high) = (units * board.Interpreter.Low / 1000, units * board.Interpreter.High / 1000);
        return low >= 10 ? $"{low:F0} - {high:F0}" : $"{low:F1} - {high:F1}";
    }
}
