namespace Edge.Train.Quantizers;

/// <summary>
/// Bits for each channel under an average budget: 2^M_c in proportion to alpha_c^(2/3), so M_c = round(t + 2/3 log2 alpha_c) with the largest t that keeps
/// to the budget (Banner, Nahshan, Soudry 2019, "Per-channel bit-allocation", equation 11).
/// </summary>
public static class BitAllocation
{
    /// <summary>Widths in channel order, each between <paramref name="least"/> and <paramref name="most"/>, on average at most <paramref name="average"/>.</summary>
    /// <param name="clipping">Clipping point alpha of each channel; 0 where a channel is all zero, which gets the least.</param>
    public static int[] Allocate(IReadOnlyList<double> clipping, double average, int least, int most)
    {
        double[] wanted = [.. clipping.Select(a => a > 0 ? 2.0 / 3.0 * Math.Log2(a) : double.NegativeInfinity)];
        long budget = (long)Math.Floor(average * clipping.Count + 1e-9);

        // The sum changes only where t + wanted is a half: those t, from the largest down, are all there is to try.
        IEnumerable<double> offsets = wanted.Where(double.IsFinite)
            .SelectMany(w => Enumerable.Range(least, most - least).Select(bits => bits + 0.5 - w)).OrderDescending();
        foreach (double offset in offsets)
        {
            int[] bits = Widths(wanted, offset, least, most);
            if (bits.Sum() <= budget)
            {
                return bits;
            }
        }

        return [.. Enumerable.Repeat(least, clipping.Count)];
    }

    // A hair above the offset, so that the channel it was made for is rounded up.
    private static int[] Widths(double[] wanted, double offset, int least, int most) =>
        [.. wanted.Select(w => double.IsFinite(w) ? (int)Math.Clamp(Math.Floor(w + offset + 0.5 + 1e-9), least, most) : least)];
}
