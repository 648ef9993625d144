using System.Buffers.Binary;
using Edge.Device;
using Edge.Formats;
using Edge.Formats.Writing;

namespace Edge.Pack;

/// <summary>Embeds self-tests: seeds whose outputs the device runtime computes here and every device computes again (FORMAT.md section 6).</summary>
public static class SelfTests
{
    private static readonly uint[] Seeds = [1];

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
            byte[] input = SelfTestInput.Generate(seed, LayerShapes.OfInput(model.Input));
            int[] output = new int[session.OutputLength];
            session.Run(input, output);
            model.Tests.Add(new SelfTestDefinition(null, seed, Checksum(output)));
        }

        return ModelWriter.Write(model);
    }

    private static uint Checksum(int[] output)
    {
        byte[] bytes = new byte[4 * output.Length];
        for (int i = 0; i < output.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), output[i]);
        }

        return Crc32.Append(0, bytes, 0, bytes.Length);
    }
}
