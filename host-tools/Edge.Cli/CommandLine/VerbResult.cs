using System.Text.Json.Nodes;
using Edge.Cli.Output;
using Edge.Errors;

namespace Edge.Cli.CommandLine;

/// <summary>What a verb found: the fields of its JSON object, and how to show the same to a person.</summary>
/// <param name="Json">Fields after schema, command and ok.</param>
/// <param name="Print">Writes the result to standard output as text.</param>
/// <param name="Exit">Not Ok where the verb did its work and the answer is bad, as a validation that found differences.</param>
internal sealed record VerbResult(JsonObject Json, Action<Terminal> Print, ExitCode Exit = ExitCode.Ok)
{
    /// <summary>For a verb that had to show its result while it went on working.</summary>
    public static VerbResult Shown { get; } = new([], _ => { });
}
