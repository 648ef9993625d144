namespace Edge.Pack.Tests.Export;

/// <summary>A test that compiles C; where there is no compiler it is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CCompilerTheoryAttribute : TheoryAttribute
{
    public CCompilerTheoryAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "cc"))))
        {
            Skip = "no C compiler is installed (apt-get install gcc)";
        }
    }
}
