using Edge.Device;
using Edge.Formats;

namespace Edge.Pack.Validation;

/// <summary>Every layer's output of the device runtime, as integers.</summary>
internal sealed class RuntimeOutputs
{
    private readonly InferenceSession session;
    private readonly int[][] outputs;

    public RuntimeOutputs(InferenceSession session)
    {
        this.session = session;
        outputs = [.. Enumerable.Range(1, session.LayerCount).Select(tensor => new int[session.TensorElements(tensor)])];
    }

    /// <summary>Runs one image; the arrays are reused by the next call.</summary>
    public int[][] Run(byte[] stored)
    {
        Require(session.Begin(stored));
        for (int layer = 0; layer < outputs.Length; layer++)
        {
            Require(session.RunLayer(layer, outputs[^1]));

            // A raw last layer has written to its output array; all others are read from the arena.
            Status status = session.ReadTensor(layer + 1, outputs[layer]);
            if (status != Status.Unsupported)
            {
                Require(status);
            }
        }

        return outputs;
    }

    private static void Require(Status status)
    {
        if (status != Status.Ok)
        {
            throw new PackException("runtime-failed", $"the device runtime stopped: {status}", Errors.ExitCode.Unexpected);
        }
    }
}
