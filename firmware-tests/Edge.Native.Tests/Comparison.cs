using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Native.Tests;

/// <summary>Compares the C engine with tensors computed elsewhere, layer by layer.</summary>
internal static class Comparison
{
    /// <summary>Each element of <paramref name="runs"/> is one run's tensors: the input, then what layer i writes at i + 1.</summary>
    public static void AssertEqualsTensors(NativeRunner runner, byte[] file, ModelDefinition model, IReadOnlyList<int[][]> runs)
    {
        ReferenceShape[] shapes = ReferenceShape.OfModel(model);
        NativeResult result = runner.Run(file, [.. runs.Select(tensors => EdgeFile.InputBytes(model, tensors[0]))]);
        Assert.True(result.Open == Status.Ok, $"{model.Name} opens as {result.Open}");
        Assert.Equal(Status.Ok, result.SelfTest);
        for (int run = 0; run < runs.Count; run++)
        {
            int[][] expected = runs[run];
            NativeRun actual = result.Runs[run];
            Assert.Equal(Status.Ok, actual.Status);
            for (int layer = 0; layer < model.Layers.Count; layer++)
            {
                string where = $"{model.Name}, run {run}, layer {layer} ({model.Layers[layer].Operator})";
                ReferenceShape shape = shapes[layer + 1];
                byte[] stored = shape.IsRaw ? [.. expected[layer + 1].SelectMany(BitConverter.GetBytes)] : StoredTensor.Pack(shape, expected[layer + 1]);
                AssertEqual(stored, actual.Layers[layer], where);
            }

            AssertEqual(expected[^1], actual.Output, $"{model.Name}, run {run}, edge_run");
        }
    }

    private static void AssertEqual<T>(T[] expected, T[] actual, string where)
    {
        Assert.True(expected.Length == actual.Length, $"{where}: {actual.Length} elements, {expected.Length} expected");
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Equals(expected[i], actual[i]), $"{where}, element {i}: {actual[i]}, expected {expected[i]}");
        }
    }
}
