using System.CommandLine;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Errors;

namespace Edge.Cli.Verbs;

/// <summary>The <c>--board</c> option and what verbs do with it.</summary>
internal static class BoardOption
{
    public static Option<string?> Create(string description)
    {
        var option = new Option<string?>("--board", "-b") { Description = $"{description} (environment: EDGE_BOARD; edge boards lists them)", HelpName = "ID" };
        option.CompletionSources.Add(_ => BoardCatalog.Default.Boards.Select(board => new System.CommandLine.Completions.CompletionItem(board.Id)));
        return option;
    }

    /// <summary>The board asked for by flag or environment, or null.</summary>
    public static Board? Find(ParseResult parse, Option<string?> option)
    {
        string? name = parse.GetValue(option) ?? Environment.GetEnvironmentVariable("EDGE_BOARD");
        return string.IsNullOrEmpty(name) ? null : Find(parse, name);
    }

    public static Board Find(ParseResult parse, string name) => BoardCatalog.Load(GlobalOptions.BoardsFile(parse)).Find(name).Board;

    /// <summary>The failure that says with numbers why a model does not fit.</summary>
    public static EdgeException DoesNotFit(FitReport fit)
    {
        FitLine worst = fit.Lines.First(line => line.Verdict == FitVerdict.DoesNotFit);
        return new EdgeException(ExitCode.DoesNotFit, "does-not-fit", $"the model does not fit {fit.Board}: {worst.Message}")
        {
            Expected = $"{worst.Name}: at most {worst.Have} bytes",
            Found = $"{worst.Need} bytes",
            Try = "a smaller network, fewer activation bits, or a board with more memory (edge boards list)",
        };
    }
}
