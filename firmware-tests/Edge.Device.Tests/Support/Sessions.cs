using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Support;

internal static class Sessions
{
    public static InferenceSession Open(ModelDefinition model)
    {
        Status status = InferenceSession.Open(new ByteArraySource(ReferenceWriter.Write(model)), out InferenceSession session);
        Assert.True(status == Status.Ok, $"{model.Name} opens as {status}");
        return session;
    }

    public static Status TryOpen(byte[] file) => InferenceSession.Open(new ByteArraySource(file), out _);

    public static int[] Run(ModelDefinition model, InferenceSession session, int[] values)
    {
        int[] output = new int[session.OutputLength];
        Assert.Equal(Status.Ok, session.Run(EdgeFile.InputBytes(model, values), output));
        return output;
    }

    /// <summary>Runs <paramref name="values"/> through the reference and, layer by layer and at once, through the session.</summary>
    public static void AssertEqualsReference(ModelDefinition model, InferenceSession session, int[] values) =>
        AssertEqualsTensors(model, session, ReferenceNetwork.Run(model, values));

    /// <summary>Element 0 of <paramref name="expected"/> is the input, element i + 1 what layer i writes.</summary>
    public static void AssertEqualsTensors(ModelDefinition model, InferenceSession session, int[][] expected)
    {
        byte[] input = EdgeFile.InputBytes(model, expected[0]);
        int[] output = new int[session.OutputLength];
        Assert.Equal(Status.Ok, session.Begin(input));
        for (int layer = 0; layer < model.Layers.Count; layer++)
        {
            Assert.Equal(Status.Ok, session.RunLayer(layer, output));
            int[] actual = output;
            if (model.Layers[layer].OutputFormat != Format.FormatRaw)
            {
                actual = new int[session.TensorElements(layer + 1)];
                Assert.Equal(Status.Ok, session.ReadTensor(layer + 1, actual));
            }

            AssertEqual(expected[layer + 1], actual, $"{model.Name}, layer {layer} ({model.Layers[layer].Operator})");
        }

        Array.Fill(output, -1);
        Assert.Equal(Status.Ok, session.Run(input, output));
        AssertEqual(expected[^1], output, $"{model.Name}, Run");
    }

    private static void AssertEqual(int[] expected, int[] actual, string where)
    {
        Assert.True(expected.Length == actual.Length, $"{where}: {actual.Length} values, {expected.Length} expected");
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(expected[i] == actual[i], $"{where}, element {i}: {actual[i]}, expected {expected[i]}");
        }
    }
}
