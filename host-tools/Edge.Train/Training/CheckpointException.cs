using Edge.Errors;

namespace Edge.Train.Training;

/// <summary>A checkpoint that is missing, corrupt or of another network. Exit code 3.</summary>
public sealed class CheckpointException : EdgeException
{
    public CheckpointException(string code, string message, Exception? inner = null)
        : base(ExitCode.Input, code, message, inner)
    {
    }
}
