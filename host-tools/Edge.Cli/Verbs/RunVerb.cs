using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Device;
using Edge.Errors;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Measuring;
using Edge.Train.Data;

namespace Edge.Cli.Verbs;

/// <summary><c>edge run</c>: classifies one image with the device runtime.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var model = new Argument<FileInfo>("model") { Description = "The .edge file" };
        var input = new Option<string?>("--input", "-i") { Description = "A PNG, PGM or PPM image, a raw file of the stored input, or - for standard input (raw)", HelpName = "FILE" };
        var index = new Option<int?>("--index") { Description = "An image of the test set of --data instead", HelpName = "N" };
        var data = new Option<string?>("--data") { Description = "fashion-mnist, mnist, idx:DIR, folder:DIR, csv:FILE [default: the model's own]", HelpName = "SOURCE" };
        var emulator = new Option<bool>("--emulator") { Description = "Run the runtime's IL under nanoFramework's rules, in the heap of --board" };
        Option<string?> board = BoardOption.Create("The board whose managed heap the emulator enforces");
        var command = new Command("run", "Classify one image with the device runtime") { model, input, index, data, emulator, board };
        command.SetVerb((parse, _) =>
        {
            string path = parse.GetRequiredValue(model).FullName;
            Func<byte[], byte[], int[]>? run = parse.GetValue(emulator) ? (file, stored) => EmulatedModel.Run(file, stored, BoardOption.Find(parse, board)).Output : null;
            return Run(path, parse.GetValue(input), parse.GetValue(index), parse.GetValue(data), run);
        });
        return command;
    }

    private static VerbResult Run(string path, string? input, int? index, string? source, Func<byte[], byte[], int[]>? emulate)
    {
        ModelDefinition model = ModelFile.Read(path);
        InferenceSession session = Sessions.Open(ModelFile.ReadBytes(path), path);
        if ((input is null) == (index is null))
        {
            throw new EdgeException(ExitCode.Usage, "no-input", "say which image to classify") { Expected = "either --input FILE or --index N", Try = $"edge run {path} --index 0" };
        }

        (byte[] stored, int? label) = input is not null ? (InputImage.Read(input, model.Input), null) : InputImage.FromSet(model, source, index!.Value);
        int[] scores = new int[session.OutputLength];
        Status status = session.Run(stored, scores);
        if (status == Status.Ok && emulate is not null)
        {
            scores = emulate(ModelFile.ReadBytes(path), stored);
        }

        if (status != Status.Ok)
        {
            throw new EdgeException(ExitCode.Input, "run-failed", $"the runtime refuses the input: {status}")
            {
                Expected = $"{session.InputLength} bytes of {model.Input.Height}x{model.Input.Width}x{model.Input.Channels}",
                Found = $"{stored.Length} bytes",
            };
        }

        int best = InferenceSession.ArgMax(scores);
        string[] labels = [.. scores.Select((_, i) => i < model.Output.Labels.Count ? model.Output.Labels[i] : $"{i}")];
        var json = new JsonObject
        {
            ["model"] = path,
            ["class"] = best,
            ["label"] = labels[best],
            ["expected"] = label is { } known ? labels[known] : null,
            ["scores"] = new JsonArray([.. scores.Select(score => JsonValue.Create(score))]),
            ["scale"] = model.Output.Scale,
        };
        return new VerbResult(json, to =>
        {
            if (to.OutIsTerminal && model.Input is { Channels: 1, Format: > 0 })
            {
                AsciiImage.Write(to.Out, stored, model.Input.Height, model.Input.Width, (1 << model.Input.Format) - 1);
            }

            BarChart.Write(to.Out, labels, scores);
            to.Out.WriteLine(label is { } k ? $"{labels[best]}  (expected: {labels[k]})" : labels[best]);
        });
    }
}
