using System.Runtime.InteropServices;
using Edge.Errors;

namespace TorchSharp.Native;

/// <summary>libtorch refused a call. The message is the first line of its own, after the operator's name.</summary>
internal sealed class TorchException : EdgeException
{
    internal TorchException(string operation, string message, Exception? inner = null)
        : base(ExitCode.Unexpected, "torch-operator", $"{operation}: {FirstLine(message)}", inner)
    {
        Found = message;
    }

    /// <summary>Throws the last failure of this thread if <paramref name="status"/> is one.</summary>
    internal static void Check(int status, string operation)
    {
        if (status != 0) throw Last(operation);
    }

    internal static unsafe TorchException Last(string operation) =>
        new(operation, Marshal.PtrToStringUTF8((IntPtr)Shim.edge_last_error()) ?? "");

    private static string FirstLine(string message)
    {
        int end = message.IndexOf('\n');
        return (end < 0 ? message : message[..end]).TrimEnd();
    }
}
