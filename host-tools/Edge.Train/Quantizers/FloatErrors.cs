namespace Edge.Train.Quantizers;

/// <summary>Gradients as they are.</summary>
internal static class FloatErrors
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "none",
        Summary = "Gradients as they are",
        Formula = "e -> e",
        Paper = "none",
        Bits = "32",
        DeviceForm = "inference is the same with and without",
        CreateErrors = _ => null,
    };
}
