using System.Text.Json.Nodes;
using Edge.Cli.CommandLine;
using Edge.Cores;
using Edge.Device;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Measuring;
using Edge.Train.Data;

namespace Edge.Cli.Verbs;

/// <summary><c>edge validate --core</c>: the exported C program classifies test images on an emulated core; every output must be the host's.</summary>
internal static class CoreValidation
{
    private const int DefaultImages = 100;

    public static VerbResult Run(string path, string? source, int? limit, Core core)
    {
        core.RequireTools();
        ModelDefinition model = ModelFile.Read(path);
        ImageSet set = TestSet.Load(model, source);
        int count = Math.Min(limit ?? DefaultImages, set.Count);
        byte[][] images = [.. Enumerable.Range(0, count).Select(i => set.Pixels.AsSpan(i * set.ImageSize, set.ImageSize).ToArray())];
        using CoreBench bench = new();
        CoreClassification run = CoreClassification.Of(ModelFile.ReadBytes(path), images, core, bench);
        int right = Enumerable.Range(0, count).Count(i => InferenceSession.ArgMax(run.Outputs[(i * run.OutputsPerInput)..((i + 1) * run.OutputsPerInput)]) == set.Labels[i]);
        var json = new JsonObject
        {
            ["model"] = path,
            ["core"] = core.Id,
            ["images"] = count,
            ["comparedOutputs"] = run.Outputs.Length,
            ["differingOutputs"] = 0,
            ["right"] = right,
            ["instructions"] = Math.Round(run.Instructions),
        };
        return new VerbResult(json, to =>
        {
            to.Out.WriteLine($"images                      {count}, of which {right} are classified right");
            to.Out.WriteLine($"outputs that differ         0 of {run.Outputs.Length}, {core.Name} and this PC");
            to.Out.WriteLine($"instructions an image       {run.Instructions:F0} on {core.Name} at -O3");
        });
    }
}
