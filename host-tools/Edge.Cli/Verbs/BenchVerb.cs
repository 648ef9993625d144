using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Cores;
using Edge.Device;
using Edge.Errors;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Inspection;

namespace Edge.Cli.Verbs;

/// <summary><c>edge bench</c>: where the time of one image goes, layer by layer.</summary>
internal static class BenchVerb
{
    public static Command Create()
    {
        var model = new Argument<FileInfo>("model") { Description = "The .edge file" };
        var runs = new Option<int>("--runs") { Description = "How many images to average over", HelpName = "N", DefaultValueFactory = _ => 200 };
        Option<string?> board = BoardOption.Create("Count IL instructions in the emulator and estimate the time on this board");
        Option<string?> core = CoreReport.CreateOption("Count the instructions of the C export on this core");
        var compare = new Option<string?>("--compare") { Description = "Run the same network with the obvious int8 loops beside it; needs --board", HelpName = "naive" };
        compare.AcceptOnlyFromAmong("naive");
        var command = new Command("bench", "Show where the time of one image goes, layer by layer: on this PC, with --board in the emulator, with --core as C in QEMU") { model, runs, board, core, compare };
        command.SetVerb((parse, _) =>
        {
            string path = parse.GetRequiredValue(model).FullName;
            bool naive = parse.GetValue(compare) is not null;
            if (parse.GetValue(core) is not { } id)
            {
                return Choose(path, Images(parse.GetValue(runs)), BoardOption.Find(parse, board), naive);
            }

            return naive || parse.GetValue(board) is not null ? throw OneMachine(path, id) : CoreReport.Run(path, Core.Find(id));
        });
        return command;
    }

    private static int Images(int runs) => runs > 0 ? runs : throw new EdgeException(ExitCode.Usage, "bench-runs", "--runs counts the images to average over")
    {
        Expected = "a number from 1 on",
        Found = $"{runs}",
        Try = "--runs 200",
    };

    private static EdgeException OneMachine(string path, string core) => new(ExitCode.Usage, "bench-machines", "--core counts on a processor core, --board and --compare in the emulator of a board")
    {
        Expected = "--core or --board",
        Found = "both",
        Try = $"edge bench {path} --core {core}",
    };

    private static VerbResult Choose(string path, int runs, Board? board, bool compare)
    {
        if (compare && board is null)
        {
            throw new EdgeException(ExitCode.Usage, "no-board", "--compare counts IL instructions in the emulator, which needs a board")
            {
                Expected = "--board ID",
                Try = $"edge bench {path} --board esp32-rev3 --compare naive",
            };
        }

        return board is null ? Run(path, runs) : BoardBench.Run(path, board, compare);
    }

    private static VerbResult Run(string path, int runs)
    {
        ModelDefinition model = ModelFile.Read(path);
        byte[] file = ModelFile.ReadBytes(path);
        InferenceSession session = Sessions.Open(file, path);
        ModelSummary summary = ModelSummary.Of(model, file.Length);
        byte[] input = SelfTestInput.Generate(1, LayerShapes.OfInput(model.Input));
        double[] nanoseconds = Measure(session, input, runs);
        var json = new JsonObject
        {
            ["model"] = path,
            ["runs"] = runs,
            ["macs"] = summary.Macs,
            ["nanoseconds"] = nanoseconds.Sum(),
            ["layers"] = new JsonArray([.. summary.Layers.Select((layer, i) => (JsonNode)new JsonObject
            {
                ["operator"] = layer.Operator,
                ["macs"] = layer.Macs,
                ["nanoseconds"] = nanoseconds[i],
            })]),
        };
        return new VerbResult(json, to => Print(to, summary, nanoseconds));
    }

    // The first runs let the compiler see the kernels; a layer's time is the mean of the rest.
    private static double[] Measure(InferenceSession session, byte[] input, int runs)
    {
        int[] output = new int[session.OutputLength];
        long[] ticks = new long[session.LayerCount];
        for (int run = -runs / 2; run < runs; run++)
        {
            Status status = session.Begin(input);
            for (int layer = 0; layer < session.LayerCount && status == Status.Ok; layer++)
            {
                long start = Stopwatch.GetTimestamp();
                status = session.RunLayer(layer, output);
                ticks[layer] += run >= 0 ? Stopwatch.GetTimestamp() - start : 0;
            }
        }

        return [.. ticks.Select(t => t * 1e9 / Stopwatch.Frequency / runs)];
    }

    private static void Print(Terminal to, ModelSummary summary, double[] nanoseconds)
    {
        var table = new PlainTable(">#", "operator", "output", "weights", ">MACs", ">us on this PC", ">ns/MAC", ">share");
        double total = Math.Max(1, nanoseconds.Sum());
        foreach (LayerSummary layer in summary.Layers)
        {
            double time = nanoseconds[layer.Index];
            table.Add(
                $"{layer.Index}", layer.Operator, layer.Output, layer.Encoding, $"{layer.Macs}", $"{time / 1000:F1}", $"{time / Math.Max(1, layer.Macs):F2}", $"{time / total:P0}");
        }

        table.WriteTo(to.Out);
        to.Out.WriteLine();
        to.Out.WriteLine($"{summary.Macs} multiply-accumulates in {total / 1000:F0} us on this PC: {total / summary.Macs:F2} ns each");
    }
}
