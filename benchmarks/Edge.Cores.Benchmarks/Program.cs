using System.Globalization;
using Edge.Cores;
using Edge.Cores.Benchmarks;
using Edge.Formats.Writing;
using Edge.Pack.Measuring;

// dotnet run --project benchmarks/Edge.Cores.Benchmarks [-- [--cores ID,...] [--cmsis-nn FOLDER] [--write FOLDER]]
// Prints the table of docs/performance.md: instructions per multiply-accumulate of whole layers at -O3; code at -Os and stack at both on the first core.
string? Option(string name) => Array.IndexOf(args, name) is var i && i >= 0 && i + 1 < args.Length ? args[i + 1] : null;

string[] cores = (Option("--cores") ?? "cortex-m4,cortex-m3,cortex-m0,rv32imac").Split(',');
if (Option("--write") is { } folder)
{
    Directory.CreateDirectory(folder);
    foreach (Shape shape in Shape.All)
    {
        File.WriteAllBytes(Path.Combine(folder, shape.Id + ".edge"), ModelWriter.Write(shape.Model));
    }

    return;
}

CmsisNn? peer = Option("--cmsis-nn") is { } path ? new(Path.GetFullPath(path)) : null;
using CoreBench bench = new();
string Row(string title, IEnumerable<string> cells) => $"| {title} | {string.Join(" | ", cells)} |";
string PerMac(long? instructions, long macs) => instructions is { } n ? (n / (double)macs).ToString("F2", CultureInfo.InvariantCulture) : "-";

Console.WriteLine(Row("layer", [.. cores.Select(id => Core.Find(id).Name), "code at -Os", "stack at -Os", "stack at -O3"]));
Console.WriteLine(Row("---", [.. cores.Select(_ => "---"), "---", "---", "---"]));
foreach (Shape shape in Shape.All)
{
    byte[] file = ModelWriter.Write(shape.Model);
    byte[] input = SelfTestInput.Generate(1, LayerShapes.OfInput(shape.Model.Input));
    CoreMeasurement[] measured = [.. cores.Select(id => CoreMeasurement.Of(file, input, Core.Find(id), bench))];
    LayerMeasurement small = CoreMeasurement.Of(file, input, Core.Find(cores[0]), bench, "-Os").Layers[shape.Layer];
    Console.WriteLine(Row(shape.Title, [.. measured.Select(m => PerMac(m.Layers[shape.Layer].Instructions, shape.Macs)), $"{measured[0].CodeBytes} B", $"{small.StackBytes} B", $"{measured[0].Layers[shape.Layer].StackBytes} B"]));
    if (peer is not null && shape.Peer is { } same)
    {
        Console.WriteLine(Row("CMSIS-NN int8, the same shape" + (same == "DENSE4" ? ", 4-bit weights" : ""), [.. cores.Select(id => PerMac(peer.Count(Core.Find(id), same, bench), shape.Macs)), "", "", ""]));
    }
}
