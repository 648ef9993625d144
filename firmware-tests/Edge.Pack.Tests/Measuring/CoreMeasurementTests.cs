using Edge.Cores;
using Edge.Formats.Writing;
using Edge.Pack.Measuring;
using Edge.Pack.Tests.Export;
using Edge.Testing;

namespace Edge.Pack.Tests.Measuring;

public class CoreMeasurementTests
{
    [CCompilerTheory("gcc", "arm-none-eabi-gcc", "qemu-system-arm")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m0")]
    public void A_measurement_adds_up_and_repeats(string id)
    {
        ModelDefinition model = RandomNetwork.Generate(11);
        byte[] file = ReferenceWriter.Write(model);
        byte[] input = EdgeFile.InputBytes(model, RandomNetwork.InputValues(model, 5));
        using CoreBench bench = new();
        CoreMeasurement first = CoreMeasurement.Of(file, input, Core.Find(id), bench);
        CoreMeasurement second = CoreMeasurement.Of(file, input, Core.Find(id), bench);

        Assert.Equal(first.Layers, second.Layers);
        Assert.Equal(first.Instructions, second.Instructions);
        Assert.Equal(model.Layers.Count, first.Layers.Count);

        // edge_run adds the check of the input, the loop over the layers and the widening of the last tensor.
        Assert.InRange(first.Instructions - first.Layers.Sum(layer => layer.Instructions), -20 * model.Layers.Count, 30 * (input.Length + first.Outputs.Length) + 60);
        Assert.All(first.Layers, layer => Assert.InRange(layer.StackBytes, 4, 2048));
        Assert.InRange(first.StackBytes, first.Layers.Max(layer => layer.StackBytes), 4096);
        Assert.InRange(first.CodeBytes, 100, 8192);
    }

    [CCompilerTheory("gcc", "arm-none-eabi-gcc", "qemu-system-arm")]
    [InlineData("cortex-m4")]
    public void Many_inputs_give_the_reference_s_integers(string id)
    {
        ModelDefinition model = RandomNetwork.Generate(12);
        int[][] values = [.. Enumerable.Range(0, 10).Select(seed => RandomNetwork.InputValues(model, seed))];
        using CoreBench bench = new();
        CoreClassification run = CoreClassification.Of(ReferenceWriter.Write(model), [.. values.Select(v => EdgeFile.InputBytes(model, v))], Core.Find(id), bench);
        Assert.Equal(values.SelectMany(v => ReferenceNetwork.Run(model, v)[^1]), run.Outputs);
        Assert.Equal(10, run.Inputs);
        Assert.True(run.Instructions > 100);
    }
}
