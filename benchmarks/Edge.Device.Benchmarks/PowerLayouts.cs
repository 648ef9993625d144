using Edge.Device.Kernels;
using Edge.Formats.Writing;
using Edge.Pack.Measuring;
using Edge.Testing;

namespace Edge.Device.Benchmarks;

/// <summary>The same layers of power-of-two weights in every layout they have: bytes in the file and in memory, and counted IL instructions per multiply-accumulate.</summary>
internal static class PowerLayouts
{
    private static readonly (string Name, bool Bytes, int Hint)[] Layouts =
    [
        ("one byte a weight, as in the file", true, Variant.HintPlain),
        ("four bits a weight, as in the file: shifts and additions", false, Variant.HintPlain),
        ("the same, several positions a word", false, Variant.PowerPositions),
        ("four bits a weight in the file, products of several outputs in memory", false, 0),
    ];

    /// <summary>Lines of a table in Markdown.</summary>
    public static IEnumerable<string> Table()
    {
        yield return "| layer | layout | bytes in the file | bytes in memory | IL/MAC |";
        yield return "|---|---|---|---|---|";
        foreach (MeasuredLayer layer in MeasuredLayer.All().Where(layer => layer.Model.Layers[0].Planes.Any(plane => plane.Encoding == PlaneEncoding.Powers)))
        {
            foreach ((string name, bool bytes, int hint) in Layouts)
            {
                ModelDefinition model = layer.Model;
                LayerDefinition definition = model.Layers[0];
                IReadOnlyList<PlaneDefinition> planes = bytes ? [.. definition.Planes.Select(plane => PlaneDefinition.Signed(8, plane.Weights, plane.Shift))] : definition.Planes;
                model.Layers[0] = new LayerDefinition
                {
                    Operator = definition.Operator,
                    Input = definition.Input,
                    OutputChannels = definition.OutputChannels,
                    OutputFormat = definition.OutputFormat,
                    Window = definition.Window,
                    Epilogue = definition.Epilogue,
                    Planes = planes,
                    Hint = hint,
                };
                byte[] file = ModelWriter.Write(model);
                InferenceSession.Open(new ByteArraySource(file), out InferenceSession session);
                if (hint >= Variant.ConvPositions && session.LayerVariant(0) != hint)
                {
                    model.Layers[0] = definition;
                    continue;
                }

                LayerCost cost = EmulatedModel.Run(file, SelfTestInput.Generate(1, LayerShapes.OfInput(model.Input)), board: null).Layers[0];
                model.Layers[0] = definition;
                yield return $"| {layer.Name} | {name} | {session.FileWeightBytes} | {session.WeightBytes} | {cost.Instructions / (double)layer.Macs:F2} |";
            }
        }
    }
}
