using Edge.Errors;

namespace Edge.Cores;

/// <summary>A core that does not exist, a tool that is missing or fails, a program that does not end well.</summary>
public sealed class CoreException(ExitCode exit, string code, string message) : EdgeException(exit, code, message)
{
    internal static CoreException Unknown(string id) => new(ExitCode.Usage, "core-unknown", $"no core is called '{id}'")
    {
        Expected = string.Join(", ", Core.All.Select(core => core.Id)),
        Found = id,
    };

    /// <summary>A command is not installed.</summary>
    public static CoreException ToolMissing(string command) => new(ExitCode.Usage, "core-tool-missing", $"{command} is not installed")
    {
        Expected = $"{command} on the path",
        Found = "none",
        Try = "apt-get install gcc gcc-arm-none-eabi gcc-riscv64-unknown-elf qemu-system-arm qemu-system-misc",
    };

    internal static CoreException ToolFailed(string command, string messages) => new(ExitCode.Unexpected, "core-tool-failed", $"{command} failed: {messages.Trim().Split('\n')[0]}") { Found = messages.Trim() };

    internal static CoreException ProgramFailed(Core core, string messages) => new(ExitCode.Unexpected, "core-program-failed", $"the program on the emulated {core.Name} failed: {messages.Trim().Split('\n')[0]}")
    {
        Expected = "its end with success",
        Found = messages.Trim(),
    };
}
