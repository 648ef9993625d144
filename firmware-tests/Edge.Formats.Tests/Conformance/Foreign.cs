using System.Diagnostics;

namespace Edge.Formats.Tests.Conformance;

/// <summary>The two foreign implementations: which command runs their script, or why none does.</summary>
internal static class Foreign
{
    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "Conformance");
    private static readonly string Modules = Path.Combine(AppContext.BaseDirectory, "npm");
    private static readonly Lazy<string?> Node = new(RestoreNode);
    private static readonly Lazy<string?> Python = new(() =>
        TryRun("/usr/bin/python3", 60, ["-c", "import msgpack"]) is { Code: 0 } ? null : "/usr/bin/python3 has no msgpack (apt-get install python3-msgpack)");

    public const string JavaScript = "@msgpack/msgpack";
    public const string PythonMsgpack = "python3-msgpack";

    /// <summary>Why an implementation cannot run here, or null.</summary>
    public static string? Problem(string implementation) => implementation == JavaScript ? Node.Value : Python.Value;

    /// <summary>The lines the script prints.</summary>
    public static string[] Run(string implementation, params string[] arguments)
    {
        (int code, string output, string error) = (implementation == JavaScript
            ? TryRun("node", 120, [Path.Combine(Scripts, "conformance.mjs"), Path.Combine(Modules, "package.json"), .. arguments])
            : TryRun("/usr/bin/python3", 120, [Path.Combine(Scripts, "conformance.py"), .. arguments]))
            ?? throw new InvalidOperationException($"{implementation} did not start");
        Assert.True(code == 0, error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What a Python program prints that runs in <paramref name="folder"/>.</summary>
    public static string[] RunPython(string program, string folder)
    {
        (int code, string output, string error) = TryRun("/usr/bin/python3", 60, ["-c", program], folder)
            ?? throw new InvalidOperationException("python3 did not start");
        Assert.True(code == 0, error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Fetches the package once into the output folder.</summary>
    private static string? RestoreNode()
    {
        if (TryRun("node", 60, ["--version"]) is not { Code: 0 })
        {
            return "node is not on the PATH";
        }

        if (Directory.Exists(Path.Combine(Modules, "node_modules", "@msgpack", "msgpack")))
        {
            return null;
        }

        Directory.CreateDirectory(Modules);
        File.WriteAllText(Path.Combine(Modules, "package.json"), """{"name": "conformance", "private": true}""");
        (int Code, string, string)? npm = TryRun("npm", 180, ["install", "--no-audit", "--no-fund", "--prefix", Modules, "@msgpack/msgpack@3.1.3"]);
        return npm is { Code: 0 } ? null : "npm could not fetch @msgpack/msgpack";
    }

    private static (int Code, string Output, string Error)? TryRun(string program, int seconds, string[] arguments, string? folder = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromSeconds(seconds)))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return (process.ExitCode, output.Result, error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>A test that needs a foreign implementation; skipped with the reason where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ForeignFactAttribute : FactAttribute
{
    public ForeignFactAttribute(string implementation) => Skip = Foreign.Problem(implementation);
}
