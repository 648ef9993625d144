using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Errors;

namespace Edge.Cli.Verbs;

/// <summary><c>edge test</c>: runs every test project of the checkout and counts.</summary>
internal static class TestVerb
{
    public static Command Create()
    {
        var filter = new Option<string?>("--filter") { Description = "Only tests whose full name holds this text", HelpName = "TEXT" };
        var command = new Command("test", "Run every test of the checkout and count them") { filter };
        command.SetVerb((parse, terminal, cancellation) => RunAsync(parse.GetValue(filter), terminal, cancellation));
        return command;
    }

    private static async Task<VerbResult> RunAsync(string? filter, Terminal terminal, CancellationToken cancellation)
    {
        string[] projects = [.. Directory.GetDirectories(Path.Combine(Checkout.Root(), "firmware-tests"), "*.Tests").Order(StringComparer.Ordinal)];
        string results = Path.Combine(Path.GetTempPath(), $"edge-test-{Environment.ProcessId}");
        Directory.CreateDirectory(results);
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount), CancellationToken = cancellation };
            await Parallel.ForEachAsync(projects, options, async (project, token) => await RunProjectAsync(project, results, filter, terminal, token));
            return Summarize(results, [.. projects.Select(project => Path.GetFileName(project))], filter is not null);
        }
        finally
        {
            Directory.Delete(results, recursive: true);
        }
    }

    private static async Task RunProjectAsync(string project, string results, string? filter, Terminal terminal, CancellationToken cancellation)
    {
        string name = Path.GetFileName(project);
        string assembly = Path.Combine(project, "bin", Checkout.Configuration, "net10.0", name + ".dll");
        List<string> arguments = ["test", assembly, "--logger", "trx;LogFileName=results.trx", "--results-directory", Path.Combine(results, name)];
        if (filter is not null)
        {
            arguments.AddRange(["--filter", $"FullyQualifiedName~{filter}"]);
        }

        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = project };
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start) ?? throw new EdgeException(ExitCode.Unexpected, "no-dotnet", "dotnet could not be started");
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        string verdict = process.ExitCode == 0 ? "ok" : "FAILED";
        terminal.Say($"{verdict,-6}  {name}  {watch.Elapsed.TotalSeconds:F0} s");
        if (process.ExitCode != 0)
        {
            terminal.Say(await output + await errors);
        }
    }

    private static VerbResult Summarize(string results, string[] projects, bool filtered)
    {
        XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        int passed = 0, failed = 0, skipped = 0;
        var failures = new JsonArray();
        foreach (string project in projects)
        {
            string file = Path.Combine(results, project, "results.trx");
            if (!File.Exists(file))
            {
                if (!filtered)
                {
                    failed++;
                    failures.Add($"{project}: the test run left no results");
                }

                continue;
            }

            foreach (XElement test in XDocument.Load(file).Descendants(ns + "UnitTestResult"))
            {
                switch ((string?)test.Attribute("outcome"))
                {
                    case "Passed":
                        passed++;
                        break;
                    case "NotExecuted":
                        skipped++;
                        break;
                    default:
                        failed++;
                        failures.Add((string?)test.Attribute("testName"));
                        break;
                }
            }
        }

        if (passed + failed == 0)
        {
            throw new EdgeException(ExitCode.Unexpected, "no-tests", "no test ran") { Try = "./edge test, which builds the test projects first" };
        }

        var json = new JsonObject { ["passed"] = passed, ["failed"] = failed, ["skipped"] = skipped, ["failures"] = failures };
        return new VerbResult(
            json,
            terminal => terminal.Out.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped"),
            failed == 0 ? ExitCode.Ok : ExitCode.Unexpected);
    }
}
