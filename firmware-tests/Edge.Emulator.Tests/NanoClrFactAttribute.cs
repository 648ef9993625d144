namespace Edge.Emulator.Tests;

/// <summary>
/// A test on the real interpreter. EDGE_NANOCLR names a command that compiles, converts and runs C# on it:
/// <c>COMMAND [--lib NAME SOURCE... --]... --binary NAME=FILE SOURCE...</c>, a source being a file or a folder; the application reads the binary
/// resource by <c>Bin.Get(Bin.Id.NAME, offset, length)</c>, a class the command adds. Without it the test says that it was skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NanoClrFactAttribute : FactAttribute
{
    public NanoClrFactAttribute()
    {
        if (string.IsNullOrEmpty(Command))
        {
            Skip = "EDGE_NANOCLR names no command that runs C# on the real interpreter (docs/emulator.md)";
        }
    }

    public static string? Command => Environment.GetEnvironmentVariable("EDGE_NANOCLR");
}
