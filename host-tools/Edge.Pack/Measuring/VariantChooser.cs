using Edge.Device.Kernels;
using Edge.Emulator;
using Edge.Formats.Writing;

namespace Edge.Pack.Measuring;

/// <summary>One layer's candidates and the choice among them.</summary>
/// <param name="Hint">What the file tells the runtime: a number of <see cref="Variant"/>, or 0 where there was nothing to choose.</param>
/// <param name="Candidates">By variant: the units of one simple IL instruction that the layer took for one image.</param>
public sealed record VariantChoice(int Layer, int Hint, IReadOnlyDictionary<int, double> Candidates);

/// <summary>
/// Decides by the emulator's counts how each layer is computed fastest, and records it as the layer's hint. The runtime takes the hint where its memory allows;
/// the integers are the same whatever it takes.
/// </summary>
public static class VariantChooser
{
    private static readonly int[] Hints =
    [
        0, Variant.HintPlain, Variant.ConvPositions, Variant.ConvRows, Variant.DenseTernary, Variant.DenseFields, Variant.DepthwiseChannels, Variant.ProductLanes,
        Variant.AddTable, Variant.AddLine, Variant.ProductRows, Variant.DepthwiseTaps, Variant.ConvLists, Variant.PowerPositions,
        Variant.AverageTable,
    ];

    /// <summary>Sets the hint of every layer of <paramref name="model"/>; each hint is tried on all layers at once, for one image of random values.</summary>
    public static IReadOnlyList<VariantChoice> Choose(ModelDefinition model)
    {
        byte[] input = SelfTestInput.Generate(1, LayerShapes.OfInput(model.Input));
        EmulatorSession emulator = EmulatedModel.LoadRoomy();
        Dictionary<int, double>[] measured = [.. model.Layers.Select(_ => new Dictionary<int, double>())];
        foreach (int hint in Hints)
        {
            model.Layers.ForEach(layer => layer.Hint = hint);
            EmulatedModel opened = EmulatedModel.Open(emulator, ModelWriter.Write(model));
            EmulatedRun run = opened.Run(input);
            for (int layer = 0; layer < measured.Length; layer++)
            {
                measured[layer][opened.Variants[layer]] = run.Layers[layer].Units;
            }

            opened.Close();
        }

        return [.. measured.Select((candidates, layer) => Record(model, layer, candidates))];
    }

    private static VariantChoice Record(ModelDefinition model, int layer, Dictionary<int, double> candidates)
    {
        int best = candidates.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key).First().Key;
        model.Layers[layer].Hint = candidates.Count == 1 ? 0 : best >= Variant.ConvPositions ? best : Variant.HintPlain;
        return new VariantChoice(layer, model.Layers[layer].Hint, candidates);
    }
}
