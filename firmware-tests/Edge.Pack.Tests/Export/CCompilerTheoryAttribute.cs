namespace Edge.Pack.Tests.Export;

/// <summary>A test that compiles C; where a tool it needs is not installed it is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CCompilerTheoryAttribute : TheoryAttribute
{
    public CCompilerTheoryAttribute(params string[] commands)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string? missing = commands.Prepend("cc").FirstOrDefault(command => !folders.Any(folder => File.Exists(Path.Combine(folder, command))));
        if (missing is not null)
        {
            Skip = $"{missing} is not installed";
        }
    }
}
