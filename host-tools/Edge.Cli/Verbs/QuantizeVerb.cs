using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Errors;
using Edge.Train.Data;
using Edge.Train.PostTraining;
using Edge.Train.Training;

namespace Edge.Cli.Verbs;

/// <summary><c>edge quantize</c>: a float checkpoint becomes a quantized one without training.</summary>
internal static class QuantizeVerb
{
    private const int DefaultBits = 8;
    private const int DefaultImages = 500;

    private sealed record Request(string Checkpoint, string Output, string? Data, int Images, QuantizationOptions Options);

    public static Command Create()
    {
        var checkpoint = new Argument<FileInfo>("checkpoint") { Description = "best.checkpoint of a network trained with weights \"float\" and activations \"relu\"" };
        var scheme = new Option<string>("--scheme", "-s") { Description = "min-max, min-max-channel, or a weight quantizer that edge methods lists", Required = true, HelpName = "NAME" };
        var bits = new Option<int?>("--bits") { Description = $"Bits a weight, 2 .. 8 [default: {DefaultBits}]", HelpName = "N" };
        var activationBits = new Option<int?>("--activation-bits") { Description = "Bits an activation, 1 .. 8 [default: as --bits]", HelpName = "N" };
        var edgeBits = new Option<int>("--edge-bits") { Description = "Bits a weight of the first and last layer; 0: like the others", DefaultValueFactory = _ => DefaultBits, HelpName = "N" };
        var set = new Option<string[]>("--set") { Description = "A parameter of the scheme, KEY=VALUE; may be repeated", HelpName = "KEY=VALUE" };
        var calibrate = new Option<string?>("--calibrate") { Description = "Data whose training part sets the ranges [default: the checkpoint's own]", HelpName = "SOURCE" };
        var images = new Option<int>("--images") { Description = "How many images to calibrate with", DefaultValueFactory = _ => DefaultImages, HelpName = "N" };
        var output = new Option<FileInfo?>("--out", "-o") { Description = "The checkpoint to write [default: NAME-SCHEME.checkpoint]", HelpName = "FILE" };
        var command = new Command("quantize", "Quantize a trained float network without training it again") { checkpoint, scheme, bits, activationBits, edgeBits, set, calibrate, images, output };
        command.SetVerb((parse, terminal) =>
        {
            string path = parse.GetRequiredValue(checkpoint).FullName;
            string name = parse.GetRequiredValue(scheme);
            int weightBits = Between("--bits", parse.GetValue(bits) ?? DefaultBits, 2, 8);
            int activations = Between("--activation-bits", parse.GetValue(activationBits) ?? weightBits, 1, 8);
            int edges = parse.GetValue(edgeBits) == 0 ? 0 : Between("--edge-bits", parse.GetValue(edgeBits), 2, 8);
            var options = new QuantizationOptions(name, weightBits, activations, edges == 0 ? null : edges, Parameters(parse.GetValue(set) ?? []));
            string target = parse.GetValue(output)?.FullName ?? Path.GetFileNameWithoutExtension(path) + $"-{name}.checkpoint";
            return Run(new Request(path, target, parse.GetValue(calibrate), Between("--images", parse.GetValue(images), 2, 100_000), options), terminal);
        });
        return command;
    }

    private static VerbResult Run(Request request, Terminal terminal)
    {
        using Checkpoint source = Checkpoint.Load(request.Checkpoint);
        ImageData data = DataSource.Load(source.Recipe, ".", request.Data ?? source.State.DataSource);
        ImageSet calibration = data.Train.Count <= request.Images
            ? data.Train
            : DataSplit.Take(data.Train, (double)request.Images / data.Train.Count, source.State.Seed).Taken;
        terminal.Say($"calibrating with {calibration.Count} training images");
        using Checkpoint quantized = PostTrainingQuantizer.Quantize(source, calibration, request.Options);
        terminal.Say($"classifying {data.Test.Count} test images with both networks");
        double before = Evaluation.Accuracy(source.Network, data.Test);
        double after = Evaluation.Accuracy(quantized.Network, data.Test);
        quantized.SaveForInference(request.Output, after);
        var json = new JsonObject
        {
            ["checkpoint"] = request.Output,
            ["scheme"] = request.Options.Scheme,
            ["bits"] = request.Options.Bits,
            ["activationBits"] = request.Options.ActivationBits,
            ["edgeBits"] = request.Options.EdgeBits,
            ["images"] = calibration.Count,
            ["testImages"] = data.Test.Count,
            ["floatAccuracy"] = before,
            ["quantizedAccuracy"] = after,
        };
        return new VerbResult(json, to =>
        {
            to.Out.WriteLine($"accuracy, float      {before:P2}");
            to.Out.WriteLine($"accuracy, quantized  {after:P2}");
            to.Out.WriteLine($"{request.Output}: edge pack turns it into a model");
        });
    }

    private static Dictionary<string, string> Parameters(string[] settings)
    {
        Dictionary<string, string> parameters = [];
        foreach (string setting in settings)
        {
            int equals = setting.IndexOf('=');
            if (equals <= 0)
            {
                throw new EdgeException(ExitCode.Usage, "bad-setting", "--set takes a parameter and its value")
                {
                    Expected = "KEY=VALUE, like --set distribution=gauss",
                    Found = setting,
                };
            }

            parameters[setting[..equals]] = setting[(equals + 1)..];
        }

        return parameters;
    }

    private static int Between(string option, int value, int low, int high) => value >= low && value <= high ? value : throw new EdgeException(ExitCode.Usage, "out-of-range", $"{option} is out of range")
    {
        Expected = $"{low} .. {high}",
        Found = value.ToString(),
    };
}
