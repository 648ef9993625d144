using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Pack.Folding;

namespace Edge.Pack.Inspection;

/// <summary>One layer of a packed model in numbers.</summary>
/// <param name="Index">From 0; it writes tensor Index + 1.</param>
/// <param name="StoredBytes">Bytes of all planes in the file.</param>
/// <param name="WeightBytes">Bytes of all planes in the file's layout, once coded ones are decoded.</param>
/// <param name="ParameterBytes">Bytes of the epilogue's parameters in the file.</param>
/// <param name="Macs">Multiply-accumulates; additions for pools and add.</param>
/// <param name="Zeros">Share of the weights that are 0.</param>
/// <param name="OutputFormat">0 bits, 1 .. 8 unsigned, 32 raw.</param>
public sealed record LayerSummary(
    int Index, string Operator, string Input, string Output, string Kernel, string Encoding, string Epilogue,
    long Weights, long StoredBytes, long WeightBytes, long ParameterBytes, long Macs, double Zeros, int OutputFormat, int ArenaOffset, int OutputBytes);

/// <summary>A packed model in numbers: what <c>edge inspect</c> shows.</summary>
public sealed record ModelSummary(string Name, int FileBytes, int ArenaBytes, IReadOnlyList<LayerSummary> Layers)
{
    public long Weights => Layers.Sum(layer => layer.Weights);

    public long StoredBytes => Layers.Sum(layer => layer.StoredBytes);

    public long WeightBytes => Layers.Sum(layer => layer.WeightBytes);

    public long ParameterBytes => Layers.Sum(layer => layer.ParameterBytes);

    public long Macs => Layers.Sum(layer => layer.Macs);

    /// <summary>What the file holds beyond weights and folded parameters.</summary>
    public long OverheadBytes => FileBytes - StoredBytes - ParameterBytes;

    /// <summary>Computes the numbers of a model stored in <paramref name="fileBytes"/> bytes.</summary>
    public static ModelSummary Of(ModelDefinition model, int fileBytes)
    {
        TensorShape[] shapes = LayerShapes.Derive(model);
        IEnumerable<LayerSummary> layers = model.Layers.Select((layer, i) => Summarize(layer, i, shapes[layer.Input], shapes[i + 1]));
        return new ModelSummary(model.Name, fileBytes, model.ArenaBytes, [.. layers]);
    }

    private static LayerSummary Summarize(LayerDefinition layer, int index, TensorShape input, TensorShape output)
    {
        bool depthwise = layer.Operator == Operator.DepthwiseConv2d;
        int taps = layer.Window is { } window ? window.KernelHeight * window.KernelWidth : layer.Operator == Operator.Dense ? input.Height * input.Width : 1;
        long weightBytes = layer.Planes.Sum(plane => SectionLength.OfPlane((int)plane.Encoding, depthwise, layer.OutputChannels, taps, depthwise ? 1 : input.Channels));
        long weights = layer.Planes.Sum(plane => (long)plane.Weights.Length);
        bool mixes = layer.Operator is Operator.Dense or Operator.Conv2d;
        long macs = (long)output.Height * output.Width * output.Channels * taps * (mixes ? input.Channels : 1) * Math.Max(1, layer.Planes.Count);
        return new LayerSummary(
            index,
            layer.Operator.ToString(),
            Describe(input),
            Describe(output),
            layer.Window is { } w ? $"{w.KernelHeight}x{w.KernelWidth}/{w.StrideHeight}" : "",
            string.Join(" + ", layer.Planes.Select(EncodingName.Of)),
            layer.Epilogue is null ? "" : layer.Epilogue.Kind.ToString(),
            weights,
            layer.Planes.Sum(plane => CodedPlanes.StoredBytes(plane, layer, input)),
            weightBytes,
            layer.Epilogue is null ? 0 : EpilogueChooser.Bytes(layer.Epilogue),
            macs,
            weights == 0 ? 0 : layer.Planes.Sum(plane => plane.Weights.Count(v => v == 0)) / (double)weights,
            layer.OutputFormat,
            layer.OutputOffset,
            layer.OutputFormat == Format.FormatRaw ? 0 : SectionLength.OfTensor(output.Height, output.Width, output.Channels, output.Format));
    }

    private static string Describe(TensorShape shape) =>
        $"{shape.Height}x{shape.Width}x{shape.Channels} {(shape.Format == 0 ? "bits" : shape.Format == Format.FormatRaw ? "i32" : $"u{shape.Format}")}";
}
