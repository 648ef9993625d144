using Edge.Errors;

namespace Edge.Train.Data;

/// <summary>A data set that is missing, corrupt or of the wrong shape. Exit code 3.</summary>
public sealed class DataException : EdgeException
{
    public DataException(string code, string message, Exception? inner = null)
        : base(ExitCode.Input, code, message, inner)
    {
    }
}
