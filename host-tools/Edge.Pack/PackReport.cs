namespace Edge.Pack;

/// <summary>What became of one layer.</summary>
/// <param name="Encoding">Plane encodings, or empty.</param>
/// <param name="WeightBytes">Bytes of all planes in the file.</param>
/// <param name="ParameterBytes">Bytes of the epilogue's parameters in the file.</param>
/// <param name="Macs">Multiply-accumulates; for pools and add, additions.</param>
/// <param name="Zeros">Share of the weights that are 0; 0 where there are none.</param>
/// <param name="LargestAccumulator">Proved bound of |acc|.</param>
/// <param name="StepsChecked">Steps of the activation quantizer over all channels whose place was compared with the ideal one.</param>
/// <param name="StepsDiffering">Accumulator values whose output differs from the ideal one.</param>
public sealed record PackedLayerReport(
    string Name, string Operator, string Shape, string Encoding, string Epilogue, long WeightBytes, long ParameterBytes, long Macs, double Zeros,
    long LargestAccumulator, long StepsChecked, long StepsDiffering);

/// <summary>What the packer did, in numbers.</summary>
/// <param name="ArenaBytes">The activation arena.</param>
/// <param name="ArenaLowerBound">Most bytes alive at once: no plan needs less.</param>
public sealed record PackReport(IReadOnlyList<PackedLayerReport> Layers, int ArenaBytes, int ArenaLowerBound)
{
    public long WeightBytes => Layers.Sum(layer => layer.WeightBytes);

    public long ParameterBytes => Layers.Sum(layer => layer.ParameterBytes);

    public long Macs => Layers.Sum(layer => layer.Macs);

    public long StepsChecked => Layers.Sum(layer => layer.StepsChecked);

    public long StepsDiffering => Layers.Sum(layer => layer.StepsDiffering);
}
