using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>Which distribution trained weights are taken to have, and the clipping points that follow from it.</summary>
internal static class WeightDistribution
{
    public const string Laplace = "laplace";
    public const string Gauss = "gauss";
    public const string Auto = "auto";
    private const double Smallest = 1e-12;

    /// <summary>The recipe parameter.</summary>
    public static QuantizerParameter Parameter { get; } =
        new("distribution", Laplace, "what the weights are taken to be distributed like; auto: of both and of no clipping, what errs least on the weights themselves") { Choices = [Laplace, Gauss, Auto] };

    /// <summary>Whether scales are multiplied so that a channel keeps its spread.</summary>
    public static QuantizerParameter RestoreSpread { get; } =
        new("restoreSpread", true, "whether each channel's scale is corrected so that its weights keep their standard deviation");

    /// <summary>
    /// The clipping point alpha of each row: from the mean absolute weight (Laplace's b), or from the root mean square (the normal distribution's sigma). A row of zeros gets a tiny one: its
    /// levels are then as good as zero.
    /// </summary>
    /// <param name="rows">[groups, weights of a group].</param>
    /// <param name="bits">Of each row.</param>
    public static double[] Clipping(Tensor rows, IReadOnlyList<int> bits, string distribution)
    {
        if (distribution == Auto)
        {
            return LeastError(rows, bits, [Clipping(rows, bits, Laplace), Clipping(rows, bits, Gauss), Numbers(rows.abs().amax([1]))]);
        }

        Tensor wide = rows.to_type(ScalarType.Float64);
        double[] spread = Numbers(distribution == Laplace ? wide.abs().mean([1]) : wide.square().mean([1]).sqrt());
        return [.. spread.Zip(bits, (s, m) => Math.Max(Smallest, distribution == Laplace ? ClippingPoint.Laplace(s, m) : ClippingPoint.Gauss(s, m)))];
    }

    private static double[] LeastError(Tensor rows, IReadOnlyList<int> bits, IReadOnlyList<double[]> candidates)
    {
        double[][] errors = [.. candidates.Select(alpha => Numbers((MidRise.Quantize(rows, alpha, bits).ToReal() - rows).to_type(ScalarType.Float64).square().sum(1)))];
        return [.. Enumerable.Range(0, bits.Count).Select(row => candidates[Enumerable.Range(0, candidates.Count).MinBy(c => errors[c][row])][row])];
    }

    private static double[] Numbers(Tensor values) =>
        Array.ConvertAll(values.to_type(ScalarType.Float64).contiguous().data<double>().ToArray(), v => Math.Max(Smallest, v));
}
