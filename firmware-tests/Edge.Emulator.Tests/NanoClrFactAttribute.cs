namespace Edge.Emulator.Tests;

/// <summary>
/// A test on the real interpreter. The environment variable names a command that compiles, converts and runs C# on it:
/// <c>COMMAND [--lib NAME SOURCE... --]... [--define SYMBOL]... --binary NAME=FILE SOURCE...</c>, a source being a file or a folder; the application reads the
/// binary resource by <c>Bin.Get(Bin.Id.NAME, offset, length)</c>, a class the command adds. Without it the test says that it was skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NanoClrFactAttribute : FactAttribute
{
    /// <summary>The interpreter as it is.</summary>
    public const string Stock = "EDGE_NANOCLR";

    /// <summary>An interpreter built with the interop library of device-runtime/native/interop.</summary>
    public const string Interop = "EDGE_NANOCLR_INTEROP";

    public NanoClrFactAttribute(string variable)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
        {
            Skip = $"{variable} names no command that runs C# on the real interpreter (docs/emulator.md, docs/native.md)";
        }
    }
}
