using System.Globalization;
using Edge.Device.Benchmarks;
using Edge.Formats.Writing;
using Edge.Pack.Measuring;
using Edge.Testing;

// The table of docs/performance.md: IL instructions per multiply-accumulate of single layers, counted in the emulator beside the obvious int8 loops, which give equal integers.
// Usage: dotnet run -c Release --project benchmarks/Edge.Device.Benchmarks
// EDGE_NANOCLR names a command that runs sources on the real interpreter (docs/emulator.md): its times are added. EDGE_NANOCLR_IL names one whose DateTime.UtcNow.Ticks
// is the number of IL instructions executed so far: its counts are added.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
IReadOnlyList<MeasuredLayer> layers = MeasuredLayer.All();
List<(double Obvious, double Own)> emulated = [];
foreach (MeasuredLayer layer in layers)
{
    byte[] file = ModelWriter.Write(layer.Model);
    byte[] input = SelfTestInput.Generate(1, LayerShapes.OfInput(layer.Model.Input));
    LayerCost own = EmulatedModel.Run(file, input, board: null).Layers[0];
    LayerCost obvious = NaiveComparison.Count(layer.Model, file, input)[0];
    emulated.Add((obvious.Instructions / (double)layer.Macs, own.Instructions / (double)layer.Macs));
}

IReadOnlyList<(double Obvious, double Own)>? times = RealInterpreter.Run("EDGE_NANOCLR", layers, repeat: true);
IReadOnlyList<(double Obvious, double Own)>? counts = RealInterpreter.Run("EDGE_NANOCLR_IL", layers, repeat: false);
List<string> head = ["layer", "obvious, IL/MAC", "Edge, IL/MAC", "fewer"];
head.AddRange(counts is null ? [] : ["real obvious, IL/MAC", "real Edge, IL/MAC"]);
head.AddRange(times is null ? [] : ["real obvious, ns/MAC", "real Edge, ns/MAC", "faster"]);
Console.WriteLine($"| {string.Join(" | ", head)} |");
Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", head.Count))}");
for (int i = 0; i < layers.Count; i++)
{
    List<string> row = [layers[i].Name, $"{emulated[i].Obvious:F1}", $"{emulated[i].Own:F2}", Ratio(emulated[i])];
    row.AddRange(counts is null ? [] : [$"{counts[i].Obvious:F1}", $"{counts[i].Own:F2}"]);
    row.AddRange(times is null ? [] : [$"{100 * times[i].Obvious:F1}", $"{100 * times[i].Own:F2}", Ratio(times[i])]);
    Console.WriteLine($"| {string.Join(" | ", row)} |");
}

Console.WriteLine();
foreach (string line in PowerLayouts.Table())
{
    Console.WriteLine(line);
}

Console.Error.WriteLine(times is null ? "EDGE_NANOCLR is not set: nothing was run on the real interpreter" : "times are the least of several runs, in ticks of 100 ns");

static string Ratio((double Obvious, double Own) cost) => cost.Obvious < 10 * cost.Own ? $"{cost.Obvious / cost.Own:F1} x" : $"{cost.Obvious / cost.Own:F0} x";
