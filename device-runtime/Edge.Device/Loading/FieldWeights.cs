using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>The weights that a plane's fields stand for.</summary>
internal static class FieldWeights
{
    /// <summary>By field: (step * field - zero) &lt;&lt; shift. Kernels count on the plane's levels, so what only a forged file has counts as the largest field.</summary>
    public static int[] Make(int[] planes, int plane)
    {
        int levels = planes[plane + PlaneSlot.Levels];
        int shift = planes[plane + PlaneSlot.Shift];
        if (planes[plane + PlaneSlot.Encoding] == Format.EncodingPowers)
        {
            return Powers(levels >> 1, shift);
        }

        int[] weights = new int[1 << planes[plane + PlaneSlot.Encoding]];
        int most = levels - 1;
        for (int field = 0; field < weights.Length; field++)
        {
            weights[field] = ((planes[plane + PlaneSlot.Step] * (field > most ? most : field)) - planes[plane + PlaneSlot.Zero]) << shift;
        }

        return weights;
    }

    // Code 8 is a second 0.
    private static int[] Powers(int most, int shift)
    {
        int[] weights = new int[16];
        for (int n = 1; n < 8; n++)
        {
            weights[n] = 1 << ((n > most ? most : n) - 1 + shift);
            weights[n + 8] = -weights[n];
        }

        return weights;
    }
}
