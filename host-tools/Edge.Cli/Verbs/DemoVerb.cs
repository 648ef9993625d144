using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Device;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Inspection;
using Edge.Pack.Measuring;
using Edge.Train.Recipes;
using Edge.Train.Training;

namespace Edge.Cli.Verbs;

/// <summary><c>edge demo</c>: the whole path on Fashion-MNIST, from the images to a file that boards run, with a proof at the end.</summary>
internal static class DemoVerb
{
    private static readonly string[] Boards = ["esp32-rev3", "st-stm32f4-disco"];

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo?>("--out", "-o") { Description = "The run folder [default: runs/demo, or the next free one]", HelpName = "DIR" };
        var epochs = new Option<int?>("--epochs") { Description = "Instead of the recipe's", HelpName = "N" };
        var command = new Command("demo", "Train, pack, prove and run a ternary network on Fashion-MNIST: the whole path in a few minutes") { folder, epochs };
        command.SetVerb((parse, terminal, cancellation) =>
        {
            string path = parse.GetValue(folder)?.FullName ?? RunFolder.Choose("demo", resume: false);
            return Task.Run(() => Run(path, parse.GetValue(epochs), terminal, cancellation), CancellationToken.None);
        });
        return command;
    }

    private static VerbResult Run(string folder, int? epochs, Terminal terminal, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        string recipePath = Path.Combine(Checkout.Root(), "samples", "fashion", "demo.json");
        Recipe recipe = RecipeReader.ReadFile(recipePath);
        terminal.Say($"1/4  training {recipe.Name} on Fashion-MNIST into {folder}");
        var training = TrainVerb.Run(recipe, new TrainingOptions(folder) { Epochs = epochs, BaseFolder = Path.GetDirectoryName(recipePath)! }, terminal, cancellation);
        string checkpoint = (string)training.Json["checkpoint"]!;

        terminal.Say("2/4  packing into integers");
        string modelPath = Path.Combine(folder, recipe.Name + ".edge");
        (PackResult packed, byte[] file) = PackVerb.Pack(checkpoint);
        ModelFile.Write(modelPath, file);

        terminal.Say("3/4  proving that the packed network is the trained one, on all test images");
        VerbResult validation = ValidateVerb.Run(modelPath, checkpoint, source: null, limit: null, terminal, cancellation);

        terminal.Say("4/4  self-test, and one image in the emulator for two boards");
        InferenceSession session = Sessions.Open(file, modelPath);
        string selfTest = session.SelfTest().ToString();
        ModelDefinition model = packed.Model;
        ModelSummary summary = ModelSummary.Of(model, file.Length);
        byte[] image = SelfTestInput.Generate(1, LayerShapes.OfInput(model.Input));
        EmulatedRun[] runs = [.. Boards.Select(id => EmulatedModel.Run(file, image, BoardCatalog.Default.Find(id).Board))];
        FitReport[] fits = [.. Boards.Select(id => FitCheck.Check(BoardCatalog.Default.Find(id).Board, MemoryNeeds.Of(model, file.Length)))];
        JsonObject json = Report(training, validation, summary, modelPath, selfTest, fits, runs, watch.Elapsed);
        return new VerbResult(json, to => Print(to, training, validation, summary, modelPath, selfTest, fits, runs, watch.Elapsed), validation.Exit);
    }

    private static JsonObject Report(
        VerbResult training, VerbResult validation, ModelSummary summary, string modelPath, string selfTest, FitReport[] fits, EmulatedRun[] runs, TimeSpan elapsed) => new()
        {
            ["model"] = modelPath,
            ["bytes"] = summary.FileBytes,
            ["weightBytes"] = summary.StoredBytes,
            ["macs"] = summary.Macs,
            ["arenaBytes"] = summary.ArenaBytes,
            ["selfTest"] = selfTest,
            ["training"] = training.Json.DeepClone(),
            ["validation"] = validation.Json.DeepClone(),
            ["boards"] = new JsonArray([.. fits.Zip(runs, (fit, run) => (JsonNode)new JsonObject
            {
                ["board"] = fit.Board.Id,
                ["verdict"] = fit.Verdict.ToString(),
                ["instructions"] = run.Instructions,
                ["millisecondsLow"] = run.Units * fit.Board.Interpreter.Low / 1000,
                ["millisecondsHigh"] = run.Units * fit.Board.Interpreter.High / 1000,
                ["heapBytes"] = run.HeapBytes,
            })]),
            ["seconds"] = elapsed.TotalSeconds,
        };

    private static void Print(
        Terminal to, VerbResult training, VerbResult validation, ModelSummary summary, string modelPath, string selfTest, FitReport[] fits, EmulatedRun[] runs, TimeSpan elapsed)
    {
        to.Out.WriteLine();
        validation.Print(to);
        to.Out.WriteLine();
        var table = new PlainTable("", ">value");
        table.Add("accuracy, fake-quantized float network", $"{(double)validation.Json["floatAccuracy"]!:P2}");
        table.Add("accuracy, folded integers in libtorch", $"{(double)validation.Json["foldedAccuracy"]!:P2}");
        table.Add("accuracy, packed file on the device runtime", $"{(double)validation.Json["packedAccuracy"]!:P2}");
        table.Add("bytes that differ in any layer's output", $"{validation.Json["differingValues"]}");
        table.Add("file", $"{summary.FileBytes} bytes");
        table.Add("weights in the file", $"{summary.StoredBytes} bytes");
        table.Add("multiply-accumulates an image", $"{summary.Macs}");
        table.Add("activation arena", $"{summary.ArenaBytes} bytes");
        table.Add("self-test of the file", selfTest);
        table.WriteTo(to.Out);
        to.Out.WriteLine();
        var boards = new PlainTable("board", "verdict", ">IL instructions", ">ms an image (estimate)", ">heap used", ">heap (estimate)");
        foreach ((FitReport fit, EmulatedRun run) in fits.Zip(runs))
        {
            boards.Add(
                fit.Board.Id, fit.Verdict.ToString(), $"{run.Instructions}", $"{run.Units * fit.Board.Interpreter.Low / 1000:F0} - {run.Units * fit.Board.Interpreter.High / 1000:F0}",
                $"{run.HeapBytes}", $"{fit.Board.ManagedHeap.EstimateLow} - {fit.Board.ManagedHeap.EstimateHigh}");
        }

        boards.WriteTo(to.Out);
        to.Out.WriteLine();
        to.Out.WriteLine($"model   {modelPath}");
        to.Out.WriteLine($"curve   {training.Json["curve"]}");
        to.Out.WriteLine($"time    {elapsed.TotalMinutes:F1} minutes");
        to.Say($"next: edge inspect {modelPath}; edge run {modelPath} --index 0");
    }
}
