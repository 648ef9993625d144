namespace Edge.Flash.Tests;

/// <summary>A test of something only Linux has; elsewhere it is reported as skipped.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null! : "needs a system call of Linux";
}

/// <summary>A test that uses pseudo-terminals; where there are none it is reported as skipped.</summary>
internal sealed class PseudoTerminalFactAttribute : FactAttribute
{
    public PseudoTerminalFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no pseudo-terminals for serial programs" : null!;
}

/// <summary>A test that runs Debian's stm32flash; where it is not installed it is reported as skipped.</summary>
internal sealed class Stm32FlashFactAttribute : FactAttribute
{
    public Stm32FlashFactAttribute() => Skip = Path is null ? "stm32flash is not installed (apt-get install stm32flash)" : null!;

    internal static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(System.IO.Path.PathSeparator).Select(folder => System.IO.Path.Combine(folder, "stm32flash")).FirstOrDefault(File.Exists);
}
