using System.CommandLine;

namespace Edge.Cli.CommandLine;

/// <summary>The options every verb understands. A flag wins over its environment variable, which wins over the default.</summary>
internal static class GlobalOptions
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON object on standard output instead of text",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose", "-v")
    {
        Description = "Say more: where values came from, stack traces of unexpected errors",
        Recursive = true,
    };

    public static readonly Option<bool> Quiet = new("--quiet", "-q")
    {
        Description = "Print results and errors only",
        Recursive = true,
    };

    public static readonly Option<string> Color = MakeColor();

    public static readonly Option<bool> NoProgress = new("--no-progress")
    {
        Description = "No progress bars",
        Recursive = true,
    };

    public static readonly Option<bool> Yes = new("--yes", "-y")
    {
        Description = "Answer yes to every question",
        Recursive = true,
    };

    public static readonly Option<FileInfo?> Boards = new("--boards")
    {
        Description = "Another boards.json (environment: EDGE_BOARDS)",
        HelpName = "FILE",
        Recursive = true,
    };

    public static void AddTo(Command root)
    {
        foreach (Option option in new Option[] { Json, Verbose, Quiet, Color, NoProgress, Yes, Boards })
        {
            root.Options.Add(option);
        }
    }

    /// <summary>The boards file asked for by flag or environment, or null for the one built in.</summary>
    public static string? BoardsFile(ParseResult parse) =>
        parse.GetValue(Boards)?.FullName ?? Environment.GetEnvironmentVariable("EDGE_BOARDS") switch { "" => null, var path => path };

    private static Option<string> MakeColor()
    {
        var option = new Option<string>("--color")
        {
            Description = "When to color: auto, always or never (NO_COLOR is honoured)",
            DefaultValueFactory = _ => "auto",
            HelpName = "WHEN",
            Recursive = true,
        };
        option.AcceptOnlyFromAmong("auto", "always", "never");
        return option;
    }
}
