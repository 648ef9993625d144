using Edge.Device;
using Edge.Formats;
using Edge.Formats.Writing;

namespace Edge.Pack;

/// <summary>Embeds self-tests: seeds whose outputs the device runtime computes here and every device computes again (FORMAT.md section 6).</summary>
public static class SelfTests
{
    private static readonly uint[] Seeds = [1, 20260101];

    /// <summary>Replaces the model's tests and returns the finished file.</summary>
    public static byte[] Embed(ModelDefinition model)
    {
        model.Tests.Clear();
        byte[] untested = ModelWriter.Write(model);
        Status status = InferenceSession.Open(new ByteArraySource(untested), out InferenceSession session);
        if (status != Status.Ok)
        {
            throw new PackException("runtime-refuses", $"the device runtime refuses the packed network: {status}", Edge.Errors.ExitCode.Unexpected);
        }

        foreach (uint seed in Seeds)
        {
            byte[] input = SelfTestInput.Generate(seed, model.Input.Height, model.Input.Width, model.Input.Channels, model.Input.Format);
            int[] output = new int[session.OutputLength];
            session.Run(input, output);
            model.Tests.Add(new SelfTestDefinition(null, seed, SelfTestInput.Checksum(output)));
        }

        return ModelWriter.Write(model);
    }
}
