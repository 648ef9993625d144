using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>Which distribution trained weights are taken to have, and the clipping points that follow from it.</summary>
internal static class WeightDistribution
{
    public const string Laplace = "laplace";
    public const string Gauss = "gauss";

    /// <summary>The recipe parameter.</summary>
    public static QuantizerParameter Parameter { get; } =
        new("distribution", Laplace, "what the weights are taken to be distributed like") { Choices = [Laplace, Gauss] };

    /// <summary>Whether scales are multiplied so that a channel keeps its spread.</summary>
    public static QuantizerParameter RestoreSpread { get; } =
        new("restoreSpread", true, "whether each channel's scale is corrected so that its weights keep their standard deviation");

    /// <summary>The spread of each row: the mean absolute weight (Laplace's b) or the root mean square (the normal distribution's sigma).</summary>
    public static double[] Spread(Tensor rows, string distribution)
    {
        Tensor spread = distribution == Laplace ? rows.abs().mean([1]) : rows.square().mean([1]).sqrt();
        return Array.ConvertAll(spread.to_type(ScalarType.Float32).contiguous().data<float>().ToArray(), v => (double)v);
    }

    /// <summary>alpha for a spread. A row of zeros gets a tiny one: its levels are then as good as zero.</summary>
    public static double Clipping(double spread, int bits, string distribution) =>
        Math.Max(1e-12, distribution == Laplace ? ClippingPoint.Laplace(spread, bits) : ClippingPoint.Gauss(spread, bits));
}
