using Edge.Errors;

namespace Edge.Pack;

/// <summary>A network that cannot become integers on a device. Exit code 4 unless said otherwise.</summary>
public sealed class PackException : EdgeException
{
    public PackException(string code, string message, ExitCode exit = ExitCode.DoesNotFit)
        : base(exit, code, message)
    {
    }
}
