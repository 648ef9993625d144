using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Cores;
using Edge.Errors;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Validation;
using Edge.Train.Data;
using Edge.Train.Training;

namespace Edge.Cli.Verbs;

/// <summary><c>edge validate</c>: the packed network against the trained one, layer by layer, over a data set.</summary>
internal static class ValidateVerb
{
    private const int ShownDifferences = 20;

    public static Command Create()
    {
        var model = new Argument<FileInfo>("model") { Description = "The .edge file" };
        var checkpoint = new Option<FileInfo?>("--checkpoint", "-c") { Description = "The checkpoint it was packed from; without it only the accuracy is measured", HelpName = "FILE" };
        var data = new Option<string?>("--data") { Description = "fashion-mnist, mnist, idx:DIR, folder:DIR, csv:FILE [default: the model's own]", HelpName = "SOURCE" };
        var limit = new Option<int?>("--limit") { Description = "Only the first N test images", HelpName = "N" };
        Option<string?> core = CoreReport.CreateOption("Compare the C export on this core");
        var emulator = new Option<bool>("--emulator") { Description = "Classify with the runtime's IL under nanoFramework's rules, in the heap of --board" };
        Option<string?> board = BoardOption.Create("The board whose managed heap the emulator enforces");
        var command = new Command("validate", "Prove on a test set that the packed network computes what was trained") { model, checkpoint, data, limit, core, emulator, board };
        command.SetVerb((parse, terminal, cancellation) =>
        {
            string path = parse.GetRequiredValue(model).FullName;
            string? source = parse.GetValue(data);
            int? most = parse.GetValue(limit);
            if (parse.GetValue(core) is { } id)
            {
                return Task.Run(() => CoreValidation.Run(path, source, most, Core.Find(id)), CancellationToken.None);
            }

            if (parse.GetValue(emulator))
            {
                Board? found = BoardOption.Find(parse, board);
                return Task.Run(() => EmulatorValidation.Run(path, source, most, found, terminal, cancellation), CancellationToken.None);
            }

            return Task.Run(() => Run(path, parse.GetValue(checkpoint)?.FullName, source, most, terminal, cancellation), CancellationToken.None);
        });
        return command;
    }

    internal static VerbResult Run(string modelPath, string? checkpointPath, string? source, int? limit, Terminal terminal, CancellationToken cancellation)
    {
        ModelDefinition model = ModelFile.Read(modelPath);
        ImageSet set = TestSet.Load(model, source, limit);
        using Checkpoint? checkpoint = checkpointPath is null ? null : Checkpoint.Load(checkpointPath);
        var progress = new CountProgress(terminal, "images");
        ValidationReport report = Validator.Run(ModelFile.ReadBytes(modelPath), model, checkpoint, set, progress.Report, cancellation);
        progress.Clear();
        bool equal = report.DifferingValues == 0;
        var json = new JsonObject
        {
            ["model"] = modelPath,
            ["images"] = report.Images,
            ["floatAccuracy"] = report.FloatAccuracy,
            ["foldedAccuracy"] = report.FoldedAccuracy,
            ["packedAccuracy"] = report.PackedAccuracy,
            ["comparedValues"] = report.ComparedValues,
            ["differingValues"] = report.DifferingValues,
            ["layers"] = new JsonArray([.. report.Layers.Select(layer => (JsonNode)new JsonObject { ["name"] = layer.Name, ["compared"] = layer.Compared, ["differing"] = layer.Differing })]),
            ["differingPredictions"] = report.Differences.Count,
            ["differences"] = new JsonArray([.. report.Differences.Select(ToJson)]),
        };
        return new VerbResult(json, to => Print(to, report), equal ? ExitCode.Ok : ExitCode.Mismatch);
    }

    private static JsonNode ToJson(PredictionDifference difference) => new JsonObject
    {
        ["image"] = difference.Image,
        ["label"] = difference.Label,
        ["floatClass"] = difference.FloatClass,
        ["packedClass"] = difference.PackedClass,
        ["layer"] = difference.Layer,
        ["stepDistance"] = difference.StepDistance,
    };

    private static void Print(Terminal to, ValidationReport report)
    {
        if (report.Layers.Count > 0)
        {
            var table = new PlainTable("layer", ">values compared", ">differing");
            foreach (LayerComparison layer in report.Layers)
            {
                table.Add(layer.Name, $"{layer.Compared}", $"{layer.Differing}");
            }

            table.WriteTo(to.Out);
            to.Out.WriteLine();
        }

        to.Out.WriteLine($"images                             {report.Images}");
        to.Out.WriteLine($"accuracy, packed file              {report.PackedAccuracy:P2}");
        if (report.FoldedAccuracy is not { } folded)
        {
            to.Say("without --checkpoint there is nothing to compare with");
            return;
        }

        to.Out.WriteLine($"accuracy, folded in libtorch       {folded:P2}");
        to.Out.WriteLine($"accuracy, fake-quantized float     {report.FloatAccuracy:P2}");
        to.Out.WriteLine($"values that differ, folded/packed  {report.DifferingValues} of {report.ComparedValues}");
        to.Out.WriteLine($"predictions that differ, float     {report.Differences.Count}");
        foreach (PredictionDifference d in report.Differences.Take(ShownDifferences))
        {
            to.Out.WriteLine(FormattableString.Invariant($"  image {d.Image} (label {d.Label}): float {d.FloatClass}, packed {d.PackedClass}; they part in {d.Layer}, {d.StepDistance:G3} of a level from the step"));
        }
    }
}
