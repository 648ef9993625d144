using Edge.Boards;
using Edge.Device;
using Edge.Device.Kernels;
using Edge.Errors;
using Edge.Formats;
using Edge.Formats.Writing;

namespace Edge.Pack.Measuring;

/// <summary>One layer's weights in the file's layout and in the one chosen.</summary>
/// <param name="Variant">How the layer is computed: a number of <see cref="Device.Kernels.Variant"/>.</param>
public sealed record LayerLayout(int Layer, int Variant, long FileBytes, long ChosenBytes);

/// <summary>The layouts a model gets: with a board, those its heap allows in the emulator; without, those of a heap that has room for all.</summary>
public sealed record LayoutReport(IReadOnlyList<LayerLayout> Layers, long FileWeightBytes, long WeightBytes, long ScratchBytes)
{
    /// <summary>Opens <paramref name="file"/>, which is <paramref name="model"/>, and sees what was chosen.</summary>
    public static LayoutReport Of(ModelDefinition model, byte[] file, Board? board)
    {
        if (board is null)
        {
            InferenceSession session = Open(file);
            int[] variants = [.. Enumerable.Range(0, session.LayerCount).Select(session.LayerVariant)];
            return new LayoutReport(Measure(file, variants), session.FileWeightBytes, session.WeightBytes, session.ScratchBytes);
        }

        EmulatedModel emulated = EmulatedModel.Open(file, board);
        return new LayoutReport(Measure(file, emulated.Variants), emulated.FileWeightBytes, emulated.WeightBytes, emulated.ScratchBytes);
    }

    // A session tells what all layers take: with one layer alone in its variant, the difference is that layer's.
    private static IReadOnlyList<LayerLayout> Measure(byte[] file, IReadOnlyList<int> variants)
    {
        ModelDefinition alone = ModelReader.Read(file);
        long[] sizes = [.. FileSizes(alone)];
        return
        [
            .. variants.Select((variant, layer) =>
            {
                if (variant < Variant.ConvPositions)
                {
                    return new LayerLayout(layer, variant, sizes[layer], sizes[layer]);
                }

                for (int other = 0; other < variants.Count; other++)
                {
                    alone.Layers[other].Hint = other == layer ? variant : Variant.HintPlain;
                }

                InferenceSession session = Open(ModelWriter.Write(alone));
                return new LayerLayout(layer, variant, sizes[layer], sizes[layer] + session.WeightBytes - session.FileWeightBytes);
            }),
        ];
    }

    private static IEnumerable<long> FileSizes(ModelDefinition model)
    {
        TensorShape[] shapes = LayerShapes.Derive(model);
        return model.Layers.Select(layer =>
        {
            (int pixels, int channels) = LayerShapes.Reach(layer, shapes[layer.Input]);
            bool depthwise = layer.Operator == Operator.DepthwiseConv2d;
            return layer.Planes.Sum(plane => (long)SectionLength.OfPlane((int)plane.Encoding, depthwise, layer.OutputChannels, pixels, channels));
        });
    }

    private static InferenceSession Open(byte[] file)
    {
        Status status = InferenceSession.Open(new ByteArraySource(file), out InferenceSession session);
        return status == Status.Ok ? session : throw new PackException("model-refused", $"the device runtime refuses the model: {status}", ExitCode.Input);
    }
}
