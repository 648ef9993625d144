namespace Edge.Pack.Validation;

/// <summary>How one layer's output compares over all images.</summary>
/// <param name="Compared">Values of the layer's output tensor times images.</param>
/// <param name="Differing">Values that differ between the folded network in libtorch and the packed one on the device runtime.</param>
public sealed record LayerComparison(string Name, long Compared, long Differing);

/// <summary>An image that the float network and the packed one classify differently.</summary>
/// <param name="Layer">The first layer whose stored values differ between them.</param>
/// <param name="StepDistance">
/// Of the values that differ there, the largest exact distance to a step, in units of the activation's scale: as small as float32's rounding where nothing else is wrong.
/// 0 where all stored values agree and only the last layer's scores tie.
/// </param>
public sealed record PredictionDifference(int Image, int Label, int FloatClass, int PackedClass, string Layer, double StepDistance);

/// <summary>What a validation found.</summary>
/// <param name="FloatAccuracy">Of the fake-quantized float32 network; null without a checkpoint.</param>
/// <param name="FoldedAccuracy">Of the folded network in libtorch (float64, exact integers); null without a checkpoint.</param>
/// <param name="PackedAccuracy">Of the file on the device runtime.</param>
public sealed record ValidationReport(
    int Images, double? FloatAccuracy, double? FoldedAccuracy, double PackedAccuracy, IReadOnlyList<LayerComparison> Layers, IReadOnlyList<PredictionDifference> Differences)
{
    public long ComparedValues => Layers.Sum(layer => layer.Compared);

    public long DifferingValues => Layers.Sum(layer => layer.Differing);
}
