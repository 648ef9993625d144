using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// The number format of low-bit training (Zhong 2020, "Basic Quantization Method", "Shiftable Fixed-Point Data Format", "Constrained Group-Wise Scaling"): Fix = round(clip(x / scale) * levels), one scale a group. With a
/// shift L, values below scale * 2^-L are stored in steps 2^L times finer; one flag bit a value says which.
/// </summary>
/// <param name="Scale">One of <see cref="GroupScales"/>' kinds.</param>
/// <param name="Shift">L; 0: no value is shifted.</param>
/// <param name="Clip">The share of its group's largest magnitude that a scale covers; what lies beyond is clipped.</param>
internal sealed record LowBitFormat(string Scale, int Shift, double Clip = 1)
{
    /// <summary>How far apart constrained scales may lie, as a power of two: few planes for weights, the whole span of gradients elsewhere.</summary>
    public int Octaves { get; init; } = 32;

    /// <summary>The recipe parameters that weights, activations and errors share.</summary>
    public static IReadOnlyList<QuantizerParameter> Parameters { get; } =
    [
        new("bits", 4, "bits a value") { Min = 2, Max = 8 },
        GroupScales.Parameter,
        new("shift", 0, "L of the shiftable format: values below 2^-L of the scale are stored 2^L times finer; 0: none") { Min = 0, Max = 7 },
        new("clip", 1.0, "share of the largest magnitude that the scale covers; what lies beyond is clipped") { Min = 0.05, Max = 1 },
    ];

    public static LowBitFormat Of(Recipes.QuantizerRecipe recipe) => new(recipe.Text("scale"), recipe.Integer("shift"), recipe.Number("clip"));

    /// <summary>Quantizes rows of values, one group a row.</summary>
    /// <param name="rows">[groups, values of a group], without a gradient.</param>
    /// <param name="levels">The largest integer.</param>
    /// <param name="random">Whether rounding is stochastic (Gupta et al. 2015), else to the nearest, ties half up.</param>
    /// <param name="largest">Each group's largest magnitude, [groups, 1], or null: that of the rows.</param>
    public LowBitValues Quantize(Tensor rows, int levels, bool random, Tensor? largest = null)
    {
        Tensor magnitude = rows.abs();
        GroupScales.Split((largest ?? magnitude.amax([1], keepdim: true)) * Clip, Scale, Octaves, out Tensor unit, out Tensor factor);
        if (Shift > 0)
        {
            Tensor small = magnitude.le(factor * unit * Math.Pow(2, -Shift));
            factor = where(small, factor, factor * Math.Pow(2, Shift));
            unit = unit * Math.Pow(2, -Shift);
        }

        Tensor exact = rows / (factor * unit) * levels;
        Tensor integers = (random ? exact.add_(rand_like(exact)).floor_() : Rounding.HalfUp(exact)).clamp_(-levels, levels);
        return new LowBitValues(integers, factor, unit / levels);
    }
}

/// <summary>Real value = Integers * Factor * Unit.</summary>
/// <param name="Integers">[groups, values].</param>
/// <param name="Factor">[groups, 1] or [groups, values].</param>
/// <param name="Unit">[1].</param>
internal sealed record LowBitValues(Tensor Integers, Tensor Factor, Tensor Unit)
{
    public Tensor ToReal() => Integers * (Factor * Unit);
}
