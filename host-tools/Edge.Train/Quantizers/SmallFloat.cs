using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// A floating-point format of one sign bit, some exponent bits and some mantissa bits. Every exponent code is a number: the lowest is that of the subnormal ones, and none is kept for infinity. Values beyond the
/// largest become the largest; rounding is to the nearest, ties to even.
/// </summary>
/// <param name="Bias">What is subtracted from the stored exponent.</param>
internal sealed record SmallFloat(int Exponent, int Mantissa, int Bias)
{
    /// <summary>(2 - 2^-m) 2^(2^e - 1 - bias).</summary>
    public double Largest => (2 - Math.Pow(2, -Mantissa)) * Math.Pow(2, (1 << Exponent) - 1 - Bias);

    /// <summary>2^(1 - bias - m), the smallest subnormal number.</summary>
    public double Smallest => Math.Pow(2, 1 - Bias - Mantissa);

    /// <summary>The recipe parameters with HFP8's forward format as default: 1-4-3 with 4 added to the usual bias of 7, so numbers reach from 2^-13 to 30.</summary>
    public static IReadOnlyList<QuantizerParameter> Forward { get; } = Parameters(4, 3, 11);

    /// <summary>The same with the backward format: 1-5-2 with the usual bias.</summary>
    public static IReadOnlyList<QuantizerParameter> Backward { get; } = Parameters(5, 2, 15);

    private static QuantizerParameter[] Parameters(int exponent, int mantissa, int bias) =>
    [
        new("exponent", exponent, "exponent bits") { Min = 2, Max = 8 },
        new("mantissa", mantissa, "mantissa bits") { Min = 1, Max = 10 },
        new("bias", bias, "what is subtracted from the stored exponent: larger numbers move the range down") { Min = 0, Max = 127 },
    ];

    public static SmallFloat Of(Recipes.QuantizerRecipe recipe) => new(recipe.Integer("exponent"), recipe.Integer("mantissa"), recipe.Integer("bias"));

    /// <summary>The nearest numbers of the format; the argument has no gradient and stays as it is.</summary>
    public Tensor Nearest(Tensor x)
    {
        Tensor size = x.abs();
        Tensor exponent = where(size.gt(0), size, ones_like(size) * Smallest).log2().floor_().clamp_(1 - Bias, (1 << Exponent) - 1 - Bias);
        Tensor step = (exponent - Mantissa).exp2();
        return (x / step).round().mul_(step).clamp_(-Largest, Largest);
    }
}
