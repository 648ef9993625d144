using System.Diagnostics;

namespace Edge.Cores;

/// <summary>Commands of the system.</summary>
public static class Tool
{
    /// <summary>Whether a command is on the path.</summary>
    public static bool Exists(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, command)));

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="CoreException">It is missing, fails, or has something to complain about.</exception>
    public static string Run(string command, IEnumerable<string> arguments, string folder)
    {
        (int status, string output, string errors) = Start(command, arguments, folder, Timeout.InfiniteTimeSpan);
        return status == 0 && errors.Length == 0 ? output : throw CoreException.ToolFailed(command, errors + output);
    }

    /// <summary>Runs a command until it ends or its time is up; then it is ended, and the status is -1.</summary>
    internal static (int Status, string Output, string Errors) Start(string command, IEnumerable<string> arguments, string folder, TimeSpan limit)
    {
        if (!Exists(command))
        {
            throw CoreException.ToolMissing(command);
        }

        ProcessStartInfo start = new(command, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        using Process process = Process.Start(start) ?? throw CoreException.ToolFailed(command, "it does not start");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        bool ended = process.WaitForExit(limit);
        if (!ended)
        {
            process.Kill();
            process.WaitForExit();
        }

        return (ended ? process.ExitCode : -1, output.Result, errors.Result);
    }
}
