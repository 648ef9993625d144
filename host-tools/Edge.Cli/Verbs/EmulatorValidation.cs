using System.Globalization;
using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Errors;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Measuring;
using Edge.Train.Data;

namespace Edge.Cli.Verbs;

/// <summary><c>edge validate --emulator</c>: a test set classified by the runtime's IL in a board's heap.</summary>
internal static class EmulatorValidation
{
    public static VerbResult Run(string path, string? source, int? limit, Board? board, Terminal terminal, CancellationToken cancellation)
    {
        ModelDefinition model = ModelFile.Read(path);
        ImageSet set = TestSet.Load(model, source, limit);
        var progress = new CountProgress(terminal, "images");
        EmulatedAccuracy report = EmulatedClassifier.Run(ModelFile.ReadBytes(path), set, board, Environment.ProcessorCount, progress.Report, cancellation);
        progress.Clear();
        double perImage = report.Instructions / (double)Math.Max(1, report.Images);
        var json = new JsonObject
        {
            ["model"] = path,
            ["board"] = board?.Id,
            ["images"] = report.Images,
            ["accuracy"] = report.Accuracy,
            ["comparedScores"] = report.Scores,
            ["differingScores"] = report.DifferingScores,
            ["instructionsPerImage"] = perImage,
            ["seconds"] = report.Seconds,
        };
        return new VerbResult(json, to => Print(to, report, perImage, board), report.DifferingScores == 0 ? ExitCode.Ok : ExitCode.Mismatch);
    }

    private static void Print(Terminal to, EmulatedAccuracy report, double perImage, Board? board)
    {
        to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"images                         {report.Images}"));
        to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy in the emulator       {report.Accuracy:P2}"));
        to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"scores that differ from the PC {report.DifferingScores} of {report.Scores}"));
        to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"IL instructions an image       {perImage:F0}"));
        if (board is not null)
        {
            double units = report.Units / Math.Max(1, report.Images);
            string kind = board.Interpreter.Measured ? "measured" : "estimate";
            to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ms an image on {board.Id} {units * board.Interpreter.Low / 1000:F0} - {units * board.Interpreter.High / 1000:F0} ({kind})"));
        }

        to.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"emulated in                    {report.Seconds:F0} s, {report.Instructions / report.Seconds / 1e6:F0} million IL instructions a second"));
    }
}
