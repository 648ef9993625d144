using Edge.Cli.CommandLine;

namespace Edge.Cli.Tests;

/// <summary>Runs a command line in this process and keeps what it printed.</summary>
internal static class CommandLineRunner
{
    public static async Task<(int Exit, string Out, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exit = await EdgeCommandLine.InvokeAsync(arguments, output, error);
        return (exit, output.ToString(), error.ToString());
    }
}
