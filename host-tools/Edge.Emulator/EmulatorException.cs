using Edge.Errors;

namespace Edge.Emulator;

/// <summary>The emulator cannot load a program, or the program broke a rule of the device while it ran.</summary>
public sealed class EmulatorException : EdgeException
{
    internal EmulatorException(ExitCode exit, string code, string message, Exception? inner = null)
        : base(exit, code, message, inner)
    {
    }

    /// <summary>The methods that were active, innermost first; empty where no program was running.</summary>
    public IReadOnlyList<string> Stack { get; init; } = [];

    /// <summary>What the subset checker found, where that is why a program was refused.</summary>
    public IReadOnlyList<Subset.Violation> Violations { get; init; } = [];
}
