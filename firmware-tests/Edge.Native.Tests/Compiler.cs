using System.Diagnostics;

namespace Edge.Native.Tests;

/// <summary>The host's C compiler, and the engine's sources.</summary>
internal static class Compiler
{
    public static readonly string Root = FindRoot();

    public static readonly string[] Strict = ["-std=c99", "-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror"];

    public static readonly string[] Sanitizers = ["-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

    private static string NativeFolder => Path.Combine(Root, "device-runtime", "native");

    public static IEnumerable<string> EngineSources => Directory.GetFiles(Path.Combine(NativeFolder, "src"), "*.c").Order();

    public static IEnumerable<string> ReaderSources => Directory.GetFiles(Path.Combine(NativeFolder, "reader"), "*.c").Order();

    public static IEnumerable<string> AllSources => [.. EngineSources, .. ReaderSources];

    public static string RunnerSource => Path.Combine(Root, "firmware-tests", "Edge.Native.Tests", "Runner", "runner.c");

    /// <summary>Whether <paramref name="command"/> is on the path.</summary>
    public static bool Exists(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, command)));

    /// <summary>Compiles and links the test runner with the engine; fails with the compiler's messages.</summary>
    public static string BuildRunner(string folder, string name, params string[] options)
    {
        string program = Path.Combine(folder, name);
        Run("gcc", [.. Strict, .. options, "-I", Path.Combine(NativeFolder, "include"), RunnerSource, .. AllSources, "-o", program]);
        return program;
    }

    /// <summary>Runs a command to its end; anything but success, and any message, is a failure.</summary>
    public static void Run(string command, IEnumerable<string> arguments, string folder = "")
    {
        ProcessStartInfo start = new(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{command} does not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && errors.Length == 0, $"{command}: {output.Result}{errors}");
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Edge.sln was not found above the tests");
    }
}
