using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Errors;
using Edge.Flash;
using Edge.Flash.Plans;

namespace Edge.Cli.Verbs;

/// <summary><c>edge flash</c>: a model onto a board, with proof.</summary>
internal static class FlashVerb
{
    public static Command Create()
    {
        var command = new Command("flash", "Put a model on a board, and succeed only when the device proves that it holds it");
        var arguments = new FlashArguments(command, writes: true);
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan and write nothing; with --port the device is asked what it is" };
        Option<string> progress = FlashProgress.CreateOption();
        command.Options.Add(dryRun);
        command.Options.Add(progress);
        command.SetVerb((parse, terminal, cancellation) => Task.Run(
            () =>
            {
                bool dry = parse.GetValue(dryRun);
                FlashRequest request = FlashFit.Checked(arguments.Request(parse, portNeeded: !dry), arguments.ModelPath(parse));
                using var shown = new FlashProgress(terminal, parse.GetRequiredValue(progress));
                return dry ? DryRun(request, shown, cancellation) : Run(request, shown, cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static VerbResult DryRun(FlashRequest request, FlashProgress progress, CancellationToken cancellation)
    {
        bool asked = request.Port != FlashArguments.NoPort;
        FlashPlan plan = asked
            ? new FlashService().Plan(request, progress, cancellation)
            : FlashService.PlanWithoutDevice(request.Board ?? throw BoardNeeded(), request.Via, request.Image, request.Options);
        if (!asked)
        {
            request.Planned?.Invoke(plan);
        }

        JsonObject json = FlashJson.Of(plan);
        json["dryRun"] = true;
        json["deviceAsked"] = asked;
        return new VerbResult(json, to =>
        {
            foreach (string line in plan.Lines())
            {
                to.Out.WriteLine(line);
            }

            to.Out.WriteLine(asked ? "nothing was written; the device agrees with its entry" : "nothing was written; no device was asked (--port PORT asks it)");
        });
    }

    private static VerbResult Run(FlashRequest request, FlashProgress progress, CancellationToken cancellation)
    {
        Action<FlashPlan>? check = request.Planned;
        request = request with
        {
            Planned = plan =>
            {
                check?.Invoke(plan);
                progress.ShowPlan(plan);
            },
        };
        FlashResult result = new FlashService().Flash(request, progress, cancellation);
        return new VerbResult(FlashJson.Of(result), to => Print(to, result));
    }

    private static void Print(Terminal to, FlashResult result)
    {
        FlashPlan plan = result.Plan;
        string where = plan.File?.Path ?? $"0x{plan.Segments[0].Address:X8}";
        string seconds = result.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        to.Out.WriteLine($"flashed {plan.Image.Name}, {plan.Image.Bytes.Length} bytes, to {where} of {plan.Board.Id} in {seconds} s");
        to.Out.WriteLine($"proof: {ProofText.Of(result.Proof)}");
        if (result.Repeated > 0)
        {
            to.Out.WriteLine($"{result.Repeated} steps had to be repeated: the line is not clean");
        }

        to.Out.WriteLine($"next: {NextStep(result)}");
    }

    private static string NextStep(FlashResult result) => (result.Proof, result.Plan) switch
    {
        (Proof.None, { File: { } file }) => $"make the application print an edge-report of {file.Path}, then edge verify (docs/flashing.md)",
        (_, { Restart: false }) => "reset the board: its program still runs with what it had",
        (_, { File: { } file }) => $"the program on the board reads {file.Path} from now on; edge verify asks again at any time",
        _ => "the application runs; edge verify compares again at any time",
    };

    private static EdgeException BoardNeeded() => new(ExitCode.Usage, "dry-run-board-needed", "a plan needs a board")
    {
        Expected = "--board ID for a plan from the board's entry, or --port PORT for one from the device",
        Found = "neither",
        Try = "edge boards list shows the boards",
    };
}
