using System.Numerics;
using Edge.Formats;
using Edge.Formats.Writing;

namespace Edge.Pack.Folding;

/// <summary>
/// Weights that are powers of two as planes of four bits a weight (FORMAT.md section 5, encoding 20), seven exponents a plane; a single exponent that is left over becomes a
/// ternary plane. Whatever quantizer made the weights: their sums over all planes decide.
/// </summary>
internal static class PowerPlanes
{
    private const int PowerBits = 4;

    /// <summary>
    /// The planes with the fewest bits a weight: <paramref name="planes"/> themselves, of values, where a weight is not a power of two or nothing would be saved. Equal
    /// bits leave them too: lanes of four bits are the faster ones where a board's memory holds no layout but the file's.
    /// </summary>
    public static PlaneDefinition[] Shrink(PlaneDefinition[] planes) => TrySplit(Sums(planes)) is { } split && split.Sum(Bits) < planes.Sum(Bits) ? split : planes;

    /// <summary>Planes whose shifted sum is <paramref name="weights"/>, the lowest exponents last; null where a weight is not 0 or a power of two with a sign.</summary>
    public static PlaneDefinition[]? TrySplit(long[] weights)
    {
        if (!weights.All(weight => weight == 0 || BitOperations.IsPow2(Math.Abs(weight))) || weights.All(weight => weight == 0))
        {
            return null;
        }

        int Exponent(long weight) => BitOperations.Log2((ulong)Math.Abs(weight));
        int lowest = weights.Where(weight => weight != 0).Min(Exponent);
        int highest = weights.Where(weight => weight != 0).Max(Exponent);
        List<PlaneDefinition> planes = [];
        for (int top = highest; top >= lowest; top -= Format.MaxPowers)
        {
            int bottom = Math.Max(lowest, top - Format.MaxPowers + 1);
            int[] part = [.. weights.Select(weight => weight != 0 && Exponent(weight) >= bottom && Exponent(weight) <= top ? (int)(weight >> bottom) : 0)];
            planes.Add(top == bottom ? PlaneDefinition.Ternary(part, bottom) : PlaneDefinition.Powers(part, bottom));
        }

        return planes.Count <= Format.MaxPlanes && highest <= Format.MaxPlaneShift ? [.. planes] : null;
    }

    private static int Bits(PlaneDefinition plane) => plane.Encoding is PlaneEncoding.Powers ? PowerBits : (int)plane.Encoding;

    private static long[] Sums(PlaneDefinition[] planes)
    {
        long[] sums = new long[planes[0].Weights.Length];
        foreach (PlaneDefinition plane in planes)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += (long)plane.Weights[i] << plane.Shift;
            }
        }

        return sums;
    }
}
