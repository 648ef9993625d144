using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Writing;

internal static class DefinitionAssert
{
    /// <summary>Field by field; what a file cannot tell apart (a list of strings and an array of them) counts as equal.</summary>
    public static void Equal(ModelDefinition expected, ModelDefinition actual)
    {
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(expected.Input, actual.Input);
        Assert.Equal((expected.Output.Count, expected.Output.Scale), (actual.Output.Count, actual.Output.Scale));
        Assert.Equal(expected.Output.Labels, actual.Output.Labels);
        Assert.Equal(expected.ArenaBytes, actual.ArenaBytes);
        Assert.Equal(expected.Layers.Count, actual.Layers.Count);
        for (int i = 0; i < expected.Layers.Count; i++)
        {
            Equal(expected.Layers[i], actual.Layers[i]);
        }

        Assert.Equal(expected.Tests.Select(t => (t.Seed, t.Crc)), actual.Tests.Select(t => (t.Seed, t.Crc)));
        Assert.Equal(expected.Tests.Select(t => t.Input), actual.Tests.Select(t => t.Input));
        Assert.Equal(expected.Metadata.Keys, actual.Metadata.Keys);
        Assert.All(expected.Metadata, pair => Assert.Equal(pair.Value, actual.Metadata[pair.Key]));
    }

    private static void Equal(LayerDefinition expected, LayerDefinition actual)
    {
        Assert.Equal(Head(expected), Head(actual));
        Assert.Equal(expected.Window, actual.Window);
        Assert.Equal(expected.Planes.Select(p => p with { Weights = [] }), actual.Planes.Select(p => p with { Weights = [] }), Same);
        Assert.Equal(expected.Planes.Select(p => p.Weights), actual.Planes.Select(p => p.Weights));
        Assert.Equal((expected.Epilogue?.Kind, expected.Epilogue?.Shift), (actual.Epilogue?.Kind, actual.Epilogue?.Shift));
        Assert.Equal(expected.Epilogue?.Thresholds, actual.Epilogue?.Thresholds);
        Assert.Equal(expected.Epilogue?.Levels, actual.Epilogue?.Levels);
        Assert.Equal(expected.Epilogue?.Multipliers, actual.Epilogue?.Multipliers);
        Assert.Equal(expected.Epilogue?.Addends, actual.Epilogue?.Addends);
    }

    private static bool Same(PlaneDefinition a, PlaneDefinition b) =>
        (a.StoredEncoding, a.Shift, a.Step, a.Zero, a.Levels) == (b.StoredEncoding, b.Shift, b.Step, b.Zero, b.Levels);

    private static (Operator, int, int, int, int, int, (int, int), int) Head(LayerDefinition layer) => (
        layer.Operator, layer.Input, layer.Input2, layer.OutputChannels, layer.OutputFormat, layer.OutputOffset, layer.AddMultipliers, layer.Hint);
}
