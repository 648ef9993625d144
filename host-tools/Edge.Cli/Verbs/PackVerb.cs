using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Errors;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Measuring;
using Edge.Train.Export;
using Edge.Train.Training;

namespace Edge.Cli.Verbs;

/// <summary><c>edge pack</c>: a checkpoint becomes an <c>.edge</c> file.</summary>
internal static class PackVerb
{
    public static Command Create()
    {
        var checkpoint = new Argument<FileInfo>("checkpoint") { Description = "best.checkpoint of a run folder" };
        var output = new Option<FileInfo?>("--out", "-o") { Description = "The file to write [default: NAME.edge]", HelpName = "FILE" };
        Option<string?> board = BoardOption.Create("Check that the model fits this board");
        var compress = new Option<bool>("--compress") { Description = "Store every weight plane that gets shorter so in a prefix code, which the device decodes while it loads" };
        var command = new Command("pack", "Turn a checkpoint into integers and write the .edge file") { checkpoint, output, board, compress };
        command.SetVerb((parse, _) =>
        {
            string path = parse.GetRequiredValue(checkpoint).FullName;
            return Run(path, parse.GetValue(output)?.FullName, BoardOption.Find(parse, board), parse.GetValue(compress));
        });
        return command;
    }

    private static VerbResult Run(string checkpointPath, string? output, Board? board, bool compress)
    {
        (PackResult packed, byte[] file) = Pack(checkpointPath, compress);
        output ??= packed.Model.Name + ".edge";
        FitReport? fit = board is null ? null : FitCheck.Check(board, MemoryNeeds.Of(packed.Model, file.Length));
        if (fit is { Verdict: FitVerdict.DoesNotFit })
        {
            throw BoardOption.DoesNotFit(fit);
        }

        ModelFile.Write(output, file);
        PackReport report = packed.Report;
        var json = new JsonObject
        {
            ["file"] = output,
            ["bytes"] = file.Length,
            ["weightBytes"] = report.WeightBytes,
            ["codedPlanes"] = CodedPlanes.Count(packed.Model),
            ["parameterBytes"] = report.ParameterBytes,
            ["overheadBytes"] = file.Length - report.WeightBytes - report.ParameterBytes,
            ["arenaBytes"] = report.ArenaBytes,
            ["macs"] = report.Macs,
            ["stepsChecked"] = report.StepsChecked,
            ["stepsDiffering"] = report.StepsDiffering,
            ["layers"] = new JsonArray([.. report.Layers.Select(ToJson)]),
        };
        return new VerbResult(json, to => Print(to, output, file.Length, report, fit));
    }

    internal static (PackResult Packed, byte[] File) Pack(string checkpointPath, bool compress = false)
    {
        using Checkpoint checkpoint = Checkpoint.Load(checkpointPath);
        PackResult packed = Packer.Pack(TrainedNetworkExporter.Export(checkpoint), compress);
        VariantChooser.Choose(packed.Model);
        return (packed, SelfTests.Embed(packed.Model));
    }

    private static JsonNode ToJson(PackedLayerReport layer) => new JsonObject
    {
        ["name"] = layer.Name,
        ["operator"] = layer.Operator,
        ["shape"] = layer.Shape,
        ["encoding"] = layer.Encoding,
        ["epilogue"] = layer.Epilogue,
        ["weightBytes"] = layer.WeightBytes,
        ["parameterBytes"] = layer.ParameterBytes,
        ["macs"] = layer.Macs,
        ["zeros"] = layer.Zeros,
        ["largestAccumulator"] = layer.LargestAccumulator,
        ["stepsChecked"] = layer.StepsChecked,
        ["stepsDiffering"] = layer.StepsDiffering,
    };

    private static void Print(Terminal to, string output, int bytes, PackReport report, FitReport? fit)
    {
        var table = new PlainTable("layer", "operator", "output", "weights", "epilogue", ">bytes", ">params", ">MACs", ">zeros", ">|acc| <=", ">steps", ">wrong");
        foreach (PackedLayerReport layer in report.Layers)
        {
            table.Add(
                layer.Name, layer.Operator, layer.Shape, layer.Encoding, layer.Epilogue, $"{layer.WeightBytes}", $"{layer.ParameterBytes}", $"{layer.Macs}",
                layer.WeightBytes == 0 ? "" : $"{layer.Zeros:P0}", $"{layer.LargestAccumulator}", $"{layer.StepsChecked}", $"{layer.StepsDiffering}");
        }

        table.WriteTo(to.Out);
        to.Out.WriteLine();
        to.Out.WriteLine($"{output}: {bytes} bytes = {report.WeightBytes} weights + {report.ParameterBytes} folded parameters + {bytes - report.WeightBytes - report.ParameterBytes} other; arena {report.ArenaBytes} bytes");
        to.Out.WriteLine(report.StepsDiffering == 0
            ? $"exact: all {report.StepsChecked} activation steps lie where training put them"
            : $"NOT exact: {report.StepsDiffering} accumulator values give another output than in training");
        if (fit is not null)
        {
            foreach (FitLine line in fit.Lines)
            {
                to.Out.WriteLine(line.Message);
            }
        }
    }
}
