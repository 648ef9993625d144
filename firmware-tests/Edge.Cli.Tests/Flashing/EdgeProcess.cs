using System.Diagnostics;
using System.Runtime.InteropServices;
using Edge.Cli.CommandLine;

namespace Edge.Cli.Tests.Flashing;

/// <summary>The program as a process of its own, for what only a process has: signals and users.</summary>
internal sealed partial class EdgeProcess : IDisposable
{
    private const int SignalInterrupt = 2;
    private const int SignalTerminate = 15;
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

    /// <summary>Whether another user could start the program from where it lies.</summary>
    public static bool OthersMayRun
    {
        get
        {
            bool open = (File.GetUnixFileMode(Program) & UnixFileMode.OtherRead) != 0;
            for (DirectoryInfo? folder = new FileInfo(Program).Directory; folder is not null; folder = folder.Parent)
            {
                open &= (folder.UnixFileMode & UnixFileMode.OtherExecute) != 0;
            }

            return open && File.Exists("/usr/bin/setpriv");
        }
    }

    private static string Program => typeof(EdgeCommandLine).Assembly.Location;

    public static EdgeProcess Start(params string[] arguments) => new("dotnet", ["exec", Program, .. arguments]);

    /// <summary>Runs as the user "nobody"; needs root, who may do that.</summary>
    public static async Task<(int Exit, string Out, string Error)> RunAsSomebodyElseAsync(params string[] arguments)
    {
        using var other = new EdgeProcess("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet", "exec", Program, .. arguments]);
        return (await other.EndAsync(), other.Output, other.Error);
    }

    /// <summary>Presses Ctrl-C.</summary>
    public void Interrupt() => Assert.Equal(0, Kill(process.Id, SignalInterrupt));

    /// <summary>Asks it to end, as a shell's kill does.</summary>
    public void Terminate() => Assert.Equal(0, Kill(process.Id, SignalTerminate));

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

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

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
