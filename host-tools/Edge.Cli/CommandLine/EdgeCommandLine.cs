using System.CommandLine;
using System.CommandLine.Parsing;
using Edge.Cli.Verbs;
using Edge.Errors;

namespace Edge.Cli.CommandLine;

/// <summary>Builds the command tree and runs one command line.</summary>
internal static class EdgeCommandLine
{
    private const string Description = """
        Edge trains small neural networks, turns their weights into one or two bits, packs them into one file,
        and runs that file on ESP32 and STM32 boards under .NET nanoFramework, bit for bit as this computer computed it.

        Exit codes: 0 ok, 1 unexpected, 2 usage, 3 input missing or corrupt, 4 does not fit the board, 5 no device or no permission,
        6 the device is another board, 7 link or protocol failed, 8 verification mismatch, 9 protected, 130 Ctrl-C.
        Where flashing fails, the class is followed by a digit of the single failure, such as 52 for a port in use: docs/exit-codes.md.
        """;

    public static RootCommand Create()
    {
        var root = new RootCommand(Description);
        GlobalOptions.AddTo(root);
        root.Subcommands.Add(DemoVerb.Create());
        root.Subcommands.Add(TrainVerb.Create());
        root.Subcommands.Add(QuantizeVerb.Create());
        root.Subcommands.Add(PackVerb.Create());
        root.Subcommands.Add(InspectVerb.Create());
        root.Subcommands.Add(RunVerb.Create());
        root.Subcommands.Add(ValidateVerb.Create());
        root.Subcommands.Add(BenchVerb.Create());
        root.Subcommands.Add(CompareVerb.Create());
        root.Subcommands.Add(ExportVerb.Create());
        root.Subcommands.Add(MethodsVerb.Create());
        root.Subcommands.Add(BoardsVerb.Create());
        root.Subcommands.Add(FlashVerb.Create());
        root.Subcommands.Add(VerifyVerb.Create());
        root.Subcommands.Add(SimulateBoardVerb.Create());
        root.Subcommands.Add(TestVerb.Create());
        return root;
    }

    public static async Task<int> InvokeAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        RootCommand root = Create();
        if (arguments.Length == 0)
        {
            arguments = ["--help"];
        }

        ParseResult parse = root.Parse(arguments);
        if (parse.Errors.Count > 0)
        {
            return ReportUsage(parse, error);
        }

        return await parse.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        });
    }

    // The first sentence says what is wrong; a page of help would hide it.
    private static int ReportUsage(ParseResult parse, TextWriter error)
    {
        string[] names = [.. Candidates(parse)];
        string command = parse.CommandResult.Command is RootCommand ? "edge" : $"edge {parse.CommandResult.Command.Name}";

        // A mistyped option is taken for a value and makes the words behind it wrong; a mistyped verb counts as a missing one as well.
        string? unknown = parse.Tokens.Select(token => token.Value).FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal) && value.Length > 2 && !names.Contains(value))
            ?? parse.UnmatchedTokens.FirstOrDefault();
        if (unknown is null)
        {
            foreach (ParseError problem in parse.Errors)
            {
                error.WriteLine($"edge: error: {problem.Message}");
            }
        }
        else
        {
            error.WriteLine($"edge: error: {command} does not know '{unknown}'");
        }

        string? closest = unknown is null ? null : ClosestName.Find(unknown, names);
        error.WriteLine(closest is null ? $"  try: {command} --help" : $"  try: {closest}, or {command} --help");
        return (int)ExitCode.Usage;
    }

    private static IEnumerable<string> Candidates(ParseResult parse)
    {
        for (CommandResult? result = parse.CommandResult; result is not null; result = result.Parent as CommandResult)
        {
            foreach (Command sub in result.Command.Subcommands)
            {
                yield return sub.Name;
            }

            foreach (Option option in result.Command.Options)
            {
                yield return option.Name;
            }
        }
    }
}
