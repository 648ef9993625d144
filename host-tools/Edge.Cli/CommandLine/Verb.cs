using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Cli.Output;
using Edge.Errors;

namespace Edge.Cli.CommandLine;

/// <summary>Runs a verb's action inside the one place that turns results and failures into text, JSON and exit codes.</summary>
internal static class Verb
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void SetVerb(this Command command, Func<ParseResult, Terminal, CancellationToken, Task<VerbResult>> action) =>
        command.SetAction(async (parse, cancellation) =>
        {
            var terminal = Terminal.For(parse);
            try
            {
                VerbResult result = await action(parse, terminal, cancellation);
                if (result != VerbResult.Shown)
                {
                    Show(command.Name, result, terminal);
                }

                return (int)result.Exit;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return Fail(command.Name, terminal, new EdgeException(ExitCode.Interrupted, "interrupted", "interrupted"));
            }
            catch (EdgeException error)
            {
                return Fail(command.Name, terminal, error);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return Fail(command.Name, terminal, new EdgeException(ExitCode.Input, "io", error.Message, error));
            }
            catch (Exception error)
            {
                return Fail(command.Name, terminal, new EdgeException(ExitCode.Unexpected, "unexpected", error.Message, error)
                {
                    Try = terminal.Verbose ? null : "the same command with --verbose, and report what it prints",
                });
            }
        });

    public static void SetVerb(this Command command, Func<ParseResult, Terminal, VerbResult> action) =>
        command.SetVerb((parse, terminal, _) => Task.FromResult(action(parse, terminal)));

    /// <summary>Shows a result: as text, or as the one JSON object of the command.</summary>
    public static void Show(string command, VerbResult result, Terminal terminal)
    {
        if (!terminal.Json)
        {
            result.Print(terminal);
            return;
        }

        var envelope = new JsonObject { ["schema"] = 1, ["command"] = command, ["ok"] = result.Exit == ExitCode.Ok };
        foreach ((string key, JsonNode? value) in result.Json.ToArray())
        {
            result.Json.Remove(key);
            envelope[key] = value;
        }

        terminal.Out.WriteLine(envelope.ToJsonString(Indented));
    }

    private static int Fail(string command, Terminal terminal, EdgeException error)
    {
        if (terminal.Json)
        {
            var node = new JsonObject { ["code"] = error.Code, ["exit"] = error.ProcessExit, ["message"] = error.Message };
            AddIfPresent(node, "expected", error.Expected);
            AddIfPresent(node, "actual", error.Found);
            AddIfPresent(node, "hint", error.Try);
            terminal.Out.WriteLine(new JsonObject { ["schema"] = 1, ["command"] = command, ["ok"] = false, ["error"] = node }.ToJsonString(Indented));
        }

        terminal.Error(error);
        return error.ProcessExit;
    }

    private static void AddIfPresent(JsonObject node, string key, string? value)
    {
        if (value is not null)
        {
            node[key] = value;
        }
    }
}
