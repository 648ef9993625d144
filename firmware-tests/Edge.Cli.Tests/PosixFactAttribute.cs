namespace Edge.Cli.Tests;

/// <summary>A test that sends a signal; where there are none it is reported as skipped.</summary>
internal sealed class PosixFactAttribute : FactAttribute
{
    public PosixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no signals to send to one process" : null!;
}
