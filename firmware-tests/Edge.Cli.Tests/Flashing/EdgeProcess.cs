using System.Diagnostics;
using Edge.Cli.CommandLine;

namespace Edge.Cli.Tests.Flashing;

/// <summary>The program as a process of its own, for what only a process has: signals and users.</summary>
internal sealed class EdgeProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly List<string> output = [];
    private readonly List<string> error = [];

    private EdgeProcess(string program, IEnumerable<string> arguments)
    {
        process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => Text(output);

    public string Error => Text(error);

    private static string Program => typeof(EdgeCommandLine).Assembly.Location;

    public static EdgeProcess Start(params string[] arguments) => new("dotnet", ["exec", Program, .. arguments]);

    /// <summary>Runs as the user "nobody"; needs root, who may do that.</summary>
    public static async Task<(int Exit, string Out, string Error)> RunAsSomebodyElseAsync(params string[] arguments)
    {
        using var other = new EdgeProcess("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet", "exec", Program, .. arguments]);
        return (await other.EndAsync(), other.Output, other.Error);
    }

    /// <summary>Sends a signal by its name.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits until a line of standard output or standard error holds a text, and returns it.</summary>
    public async Task<string> WaitForAsync(string text)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(20))
        {
            lock (output)
            {
                if (output.Concat(error).FirstOrDefault(line => line.Contains(text)) is { } found)
                {
                    return found;
                }
            }
        }

        throw new TimeoutException($"no '{text}' in:\n{Output}\n{Error}");
    }

    public async Task<int> EndAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(late.Token);
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private void Add(List<string> lines, string? line)
    {
        lock (output)
        {
            if (line is not null)
            {
                lines.Add(line);
            }
        }
    }

    private string Text(List<string> lines)
    {
        lock (output)
        {
            return string.Join('\n', lines);
        }
    }
}
