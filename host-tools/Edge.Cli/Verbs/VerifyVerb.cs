using System.CommandLine;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Flash;

namespace Edge.Cli.Verbs;

/// <summary><c>edge verify</c>: compares what a board holds with a file. Writes nothing.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var command = new Command("verify", "Compare what a board holds with a file; writes nothing, exit code 80 where they differ");
        var arguments = new FlashArguments(command, writes: false);
        Option<string> progress = FlashProgress.CreateOption();
        command.Options.Add(progress);
        command.SetVerb((parse, terminal, cancellation) => Task.Run(
            () =>
            {
                FlashRequest request = arguments.Request(parse, portNeeded: true);
                using var shown = new FlashProgress(terminal, parse.GetRequiredValue(progress));
                FlashResult result = new FlashService().Verify(request, shown, cancellation);
                return new VerbResult(FlashJson.Of(result), to => Print(to, result));
            },
            CancellationToken.None));
        return command;
    }

    private static void Print(Terminal to, FlashResult result)
    {
        string where = result.Plan.File?.Path ?? "the deploy region";
        to.Out.WriteLine($"equal: {where} of {result.Plan.Board.Id} holds {result.Plan.Image.Name}, {result.Plan.Image.Bytes.Length} bytes");
        to.Out.WriteLine($"proof: {ProofText.Of(result.Proof)}");
    }
}
