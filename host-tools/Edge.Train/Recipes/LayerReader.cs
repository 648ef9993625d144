using Edge.Train.Quantizers;

namespace Edge.Train.Recipes;

/// <summary>Reads one entry of a recipe's layers.</summary>
internal static class LayerReader
{
    private static readonly string[] Kinds = ["dense", "conv2d", "depthwiseConv2d", "maxPool", "averagePool", "globalAveragePool", "add", "flatten"];

    /// <summary>Whether an entry names a layer that has weights; what else may be wrong with it is for <see cref="Read"/> to say.</summary>
    public static bool HasWeights(JsonNode node) => node.Members.Any(m => m.Key == "type" && m.Value.Text is "dense" or "conv2d" or "depthwiseConv2d");

    public static LayerRecipe Read(JsonNode node, int index, bool isLast, LayerDefaults defaults)
    {
        Section section = new(node);
        string type = section.Choice("type", null, Kinds);
        LayerKind kind = (LayerKind)Array.IndexOf(Kinds, type);
        LayerRecipe layer = new(kind, section.Text("name", $"{type}{index}"), node.Place) { Input = section.OptionalText("input") };
        layer = kind switch
        {
            LayerKind.Dense => layer with { Channels = section.Integer("units", null, 1, 65535) },
            LayerKind.Conv2d => Window(layer with { Channels = section.Integer("channels", null, 1, 65535) }, section),
            LayerKind.DepthwiseConv2d or LayerKind.MaxPool or LayerKind.AveragePool => Window(layer, section),
            LayerKind.Add => layer with { From = section.Text("from") },
            _ => layer,
        };
        if (kind is LayerKind.Dense or LayerKind.Conv2d or LayerKind.DepthwiseConv2d)
        {
            NormKind? norm = section.Find("norm") is { } own ? NormReader.Read(own, defaults.Norm ?? NormKind.Batch) : isLast ? null : defaults.Norm;
            layer = layer with
            {
                Norm = norm is not null,
                NormKind = norm ?? NormKind.Batch,
                Bias = section.Flag("bias", norm is null),
                Weights = QuantizerReader.Read(section.Find("weights"), QuantizerCatalog.Weights) ?? defaults.Weights,
                Errors = QuantizerReader.Read(section.Find("errors"), QuantizerCatalog.Errors) ?? defaults.Errors,
            };
        }

        if (kind is not (LayerKind.MaxPool or LayerKind.Flatten))
        {
            layer = layer with { Activation = Activation(section, isLast, defaults.Activations) };
        }

        section.Finish();
        return layer;
    }

    private static QuantizerRecipe? Activation(Section section, bool isLast, QuantizerRecipe activations)
    {
        JsonNode? own = section.Find("activation");
        if (isLast && own is not null)
        {
            throw Section.Wrong(own, "no activation on the last layer: it gives raw scores", Section.Describe(own), "remove the key, or add a dense layer behind");
        }

        return isLast ? null : QuantizerReader.Read(own, QuantizerCatalog.Activations) ?? activations;
    }

    private static LayerRecipe Window(LayerRecipe layer, Section section)
    {
        (int Height, int Width) kernel = section.Pair("kernel", 1, 255) ?? throw section.Missing("kernel");
        bool pool = layer.Kind is LayerKind.MaxPool or LayerKind.AveragePool;
        return layer with
        {
            Kernel = kernel,
            Stride = section.Pair("stride", 1, 255) ?? (pool ? kernel : (1, 1)),
            Padding = section.Pair("padding", 0, 254) ?? (0, 0),
        };
    }
}
