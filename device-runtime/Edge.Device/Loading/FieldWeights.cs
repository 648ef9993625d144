namespace Edge.Device.Loading;

/// <summary>The weights that a plane's fields stand for.</summary>
internal static class FieldWeights
{
    /// <summary>By field: (step * field - zero) &lt;&lt; shift. Kernels count on the plane's levels, so what only a forged file has counts as the largest field.</summary>
    public static int[] Make(int[] planes, int plane)
    {
        int[] weights = new int[1 << planes[plane + PlaneSlot.Encoding]];
        int most = planes[plane + PlaneSlot.Levels] - 1;
        for (int field = 0; field < weights.Length; field++)
        {
            weights[field] = ((planes[plane + PlaneSlot.Step] * (field > most ? most : field)) - planes[plane + PlaneSlot.Zero]) << planes[plane + PlaneSlot.Shift];
        }

        return weights;
    }
}
