using Edge.Device;
using Edge.Errors;
using Edge.Formats;

namespace Edge.Cli.Verbs;

/// <summary>Opens models with the device runtime and turns its status into an error with a sentence.</summary>
internal static class Sessions
{
    public static InferenceSession Open(byte[] file, string path)
    {
        Status status = InferenceSession.Open(new ByteArraySource(file), out InferenceSession session);
        return status == Status.Ok ? session : throw new EdgeException(ExitCode.Input, "model-refused", $"the device runtime refuses {path}: {status}")
        {
            Expected = "an .edge file of version 1",
            Try = "edge inspect, or pack the network again",
        };
    }
}
