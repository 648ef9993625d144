using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// The scales that groups of values may have (Zhong: Towards Lower Bit Multiplication for Convolutional Neural Network Training, 2020, "Constrained Group-Wise Scaling"). Each is the smallest allowed one that covers its group's
/// largest magnitude. Where scales are multiples of one unit by few small factors, integer sums of different groups are added after shifts.
/// </summary>
internal static class GroupScales
{
    public const string Float = "float";
    public const string Power = "power";
    public const string SameMantissa = "same-mantissa";
    public const string SimpleMantissa = "simple-mantissa";

    // What a scale is at least: the smallest step below it, 31 octaves and a few bits down, is still a normal number.
    private const double Smallest = 1e-22;

    /// <summary>The recipe parameter.</summary>
    public static QuantizerParameter Parameter { get; } = new("scale", SimpleMantissa, "which scales groups may have: any, powers of two, one mantissa times 2^e, or 1 or 1.5 times 2^e")
    {
        Choices = [Float, Power, SameMantissa, SimpleMantissa],
    };

    /// <summary>The scale of each group as unit * factor, the factor a whole number of at most two set bits; for <see cref="Float"/> the factor is the scale and the unit is 1.</summary>
    /// <param name="largest">Largest magnitude of each group, [groups, 1].</param>
    /// <param name="octaves">Scales reach from the largest group's down to 2^(1 - octaves) of it; a group below that uses the smallest.</param>
    /// <param name="unit">[1].</param>
    /// <param name="factor">[groups, 1].</param>
    public static void Split(Tensor largest, string kind, int octaves, out Tensor unit, out Tensor factor)
    {
        Tensor covered = largest.clamp_min(Smallest);
        Tensor top = covered.max().view(1);
        top = where(largest.max().view(1).gt(0), top, ones_like(top));
        switch (kind)
        {
            case Float:
                (unit, factor) = (ones_like(top), where(largest.gt(0), covered, top.view(1, 1)));
                return;
            case SameMantissa:
                unit = top * Math.Pow(2, 1 - octaves);
                break;
            default:
                unit = top.log2().ceil().exp2() * Math.Pow(2, 1 - octaves);
                break;
        }

        Tensor exponent = (covered / unit).log2().ceil().clamp(0, octaves - 1);
        factor = exponent.exp2();
        if (kind == SimpleMantissa)
        {
            // A quarter of the unit, so that 1.5 times 2^(e-1) is a whole factor too: 3 times 2^e beside 4 times 2^e.
            factor = where(covered.le(factor * 0.75 * unit), factor * 3, factor * 4);
            unit = unit / 4;
        }

    }
}
