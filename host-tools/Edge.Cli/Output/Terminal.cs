using System.CommandLine;
using Edge.Cli.CommandLine;
using Edge.Errors;
using Spectre.Console;

namespace Edge.Cli.Output;

/// <summary>Where results (standard output) and everything else (standard error) go, and how talkative to be.</summary>
internal sealed class Terminal
{
    private readonly TextWriter errorWriter;

    private Terminal(ParseResult parse)
    {
        Out = parse.InvocationConfiguration.Output;
        errorWriter = parse.InvocationConfiguration.Error;
        Json = parse.GetValue(GlobalOptions.Json);
        Verbose = parse.GetValue(GlobalOptions.Verbose);
        Quiet = parse.GetValue(GlobalOptions.Quiet);
        Yes = parse.GetValue(GlobalOptions.Yes);

        bool toConsole = ReferenceEquals(errorWriter, Console.Error);
        bool colored = parse.GetValue(GlobalOptions.Color) switch
        {
            "always" => true,
            "never" => false,
            _ => toConsole && !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        };
        Progress = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(errorWriter),
            Ansi = colored ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colored ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        ShowsProgressBars = toConsole && !Console.IsErrorRedirected && !Json && !Quiet
            && !parse.GetValue(GlobalOptions.NoProgress) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));
        OutIsTerminal = ReferenceEquals(Out, Console.Out) && !Console.IsOutputRedirected;
    }

    /// <summary>Results go here and nothing else does.</summary>
    public TextWriter Out { get; }

    /// <summary>Progress and warnings: standard error.</summary>
    public IAnsiConsole Progress { get; }

    public bool Json { get; }

    public bool Verbose { get; }

    public bool Quiet { get; }

    public bool Yes { get; }

    /// <summary>Whether a person watches standard error: bars are drawn only then.</summary>
    public bool ShowsProgressBars { get; }

    /// <summary>Whether a person watches standard output.</summary>
    public bool OutIsTerminal { get; }

    public static Terminal For(ParseResult parse) => new(parse);

    /// <summary>A line about what is being done, on standard error; nothing with --quiet.</summary>
    public void Say(string line)
    {
        if (!Quiet)
        {
            errorWriter.WriteLine(line);
            errorWriter.Flush();
        }
    }

    /// <summary>A line on standard error even with --quiet: what was asked for by its own option.</summary>
    public void Always(string line)
    {
        errorWriter.WriteLine(line);
        errorWriter.Flush();
    }

    public void Warn(string line) => errorWriter.WriteLine($"edge: warning: {line}");

    public void Error(EdgeException error)
    {
        errorWriter.WriteLine($"edge: error: {error.Message}");
        WriteDetail("expected", error.Expected);
        WriteDetail("found", error.Found);
        WriteDetail("try", error.Try);
        if (Verbose)
        {
            errorWriter.WriteLine((error.InnerException ?? error).ToString());
        }
    }

    private void WriteDetail(string label, string? text)
    {
        if (text is not null)
        {
            errorWriter.WriteLine($"  {label}: {text}");
        }
    }
}
