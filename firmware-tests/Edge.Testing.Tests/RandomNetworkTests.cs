using Edge.Formats.Writing;

namespace Edge.Testing.Tests;

public class RandomNetworkTests
{
    private static readonly ModelDefinition[] Models = [.. Enumerable.Range(0, 1000).Select(RandomNetwork.Generate)];

    [Fact]
    public void The_same_seed_gives_the_same_network()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            ModelDefinition again = RandomNetwork.Generate(seed);
            int[] input = RandomNetwork.InputValues(again, 5);
            Assert.Equal(ReferenceNetwork.Run(Models[seed], input), ReferenceNetwork.Run(again, input));
            Assert.Equal(Models[seed].Tests.Select(test => test.Crc), again.Tests.Select(test => test.Crc));
        }
    }

    [Fact]
    public void Every_network_runs_for_any_input_within_its_formats()
    {
        foreach (ModelDefinition model in Models)
        {
            ReferenceShape[] shapes = ReferenceShape.OfModel(model);
            for (int seed = 0; seed < 3; seed++)
            {
                int[][] tensors = ReferenceNetwork.Run(model, RandomNetwork.InputValues(model, seed));
                for (int i = 0; i < tensors.Length; i++)
                {
                    Assert.Equal(shapes[i].Elements, tensors[i].Length);
                    Assert.True(shapes[i].IsRaw || tensors[i].All(value => value >= 0 && value <= shapes[i].MaxValue));
                }
            }

            Assert.Equal(model.Output.Count, shapes[^1].Elements);
        }
    }

    [Fact]
    public void Every_operator_encoding_epilogue_and_format_occurs()
    {
        LayerDefinition[] layers = [.. Models.SelectMany(model => model.Layers)];
        Assert.Equal(Enum.GetValues<Operator>(), layers.Select(layer => layer.Operator).Distinct().Order());
        Assert.Equal(Enum.GetValues<EpilogueKind>(), layers.Where(layer => layer.Epilogue is not null).Select(layer => layer.Epilogue!.Kind).Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 9).Append(32), layers.Select(layer => layer.OutputFormat).Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 9), Models.Select(model => model.Input.Format).Distinct().Order());
        var pairs = layers.SelectMany(layer => layer.Planes.Select(plane => (layer.Operator, plane.Encoding))).Distinct();
        Assert.Equal((7 * 2) + 5, pairs.Count());
    }

    [Fact]
    public void The_rare_shapes_occur()
    {
        (LayerDefinition Layer, ReferenceShape Input, int Index)[] layers = [.. Models.SelectMany(model =>
            model.Layers.Select((layer, index) => (layer, ReferenceShape.OfModel(model)[layer.Input], index)))];
        Assert.Contains(layers, l => l.Input is { Height: 1, Width: 1, Channels: 1 });
        Assert.Contains(layers, l => l.Layer.Planes.Count == 3);
        Assert.Contains(layers, l => l.Layer.Planes.Any(plane => plane.Shift > 0));
        Assert.Contains(layers, l => l.Layer.Epilogue?.Levels is not null);
        Assert.Contains(layers, l => l.Layer.Epilogue is { Kind: EpilogueKind.Requantize } e && e.Multipliers!.Any(m => m < 0));
        Assert.Contains(layers, l => l.Layer.Operator == Operator.Add && l.Layer.AddMultipliers.First < 0);
        Assert.Contains(layers, l => l.Layer.Operator == Operator.Add && Math.Min(l.Layer.Input, l.Layer.Input2) < l.Index);
        Assert.Contains(layers, l => l.Layer.Operator == Operator.Add && l.Layer.Input != l.Layer.Input2);
        Assert.Contains(layers, l => l.Layer.Window is { } w && w.PadTop != w.PadBottom && w.PadLeft != w.PadRight && w.PadValue > 0);
        Assert.Contains(layers, l => l.Layer.Window is { } w && w.StrideHeight != w.StrideWidth);
        Assert.Contains(layers, l => l.Layer.OutputFormat == 0 && l.Input.IsBits && l.Layer.Operator == Operator.Conv2d);
        Assert.Contains(layers, l => l.Layer.Operator == Operator.Dense && l.Input is { Format: 8, Elements: > 500 });
    }

    [Fact]
    public void Tensors_that_live_together_never_overlap_in_the_arena()
    {
        foreach (ModelDefinition model in Models)
        {
            ReferenceShape[] shapes = ReferenceShape.OfModel(model);
            for (int later = 0; later < model.Layers.Count; later++)
            {
                int start = model.Layers[later].OutputOffset;
                int end = start + shapes[later + 1].Bytes;
                Assert.InRange(end, 0, model.ArenaBytes);
                for (int earlier = 0; earlier < later; earlier++)
                {
                    int otherStart = model.Layers[earlier].OutputOffset;
                    int otherEnd = otherStart + shapes[earlier + 1].Bytes;
                    bool overlaps = start < otherEnd && otherStart < end;
                    Assert.False(overlaps && ArenaPlanner.LastReader(model, earlier) >= later, $"{model.Name}: tensors {earlier + 1} and {later + 1}");
                }
            }
        }
    }

    [Fact]
    public void Most_layers_write_more_than_a_constant()
    {
        int constant = 0;
        int all = 0;
        foreach (ModelDefinition model in Models)
        {
            foreach (int[] tensor in ReferenceNetwork.Run(model, RandomNetwork.InputValues(model, 2)).Skip(1).Where(t => t.Length > 8))
            {
                all++;
                constant += tensor.Distinct().Count() == 1 ? 1 : 0;
            }
        }

        Assert.InRange(constant, 0, all / 4);
    }
}
