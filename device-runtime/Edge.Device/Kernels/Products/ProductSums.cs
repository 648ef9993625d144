namespace Edge.Device.Kernels.Products;

/// <summary>Takes the sums of <see cref="ProductLanes"/> out of their lanes.</summary>
internal static class ProductSums
{
    /// <summary>values[o] = lane of output o, less offsets[o] where there are offsets.</summary>
    public static void Take(ulong[] sums, int lanes, int[] offsets, int[] values, int outputs)
    {
        int bits = ProductShape.LaneBits(lanes);
        ulong low = (1UL << bits) - 1;
        int o = 0;
        int g = 0;
        while (o < outputs)
        {
            ulong v = sums[g++];
            int end = outputs - o < lanes ? outputs : o + lanes;
            for (; o < end; o++)
            {
                values[o] = (int)(v & low) - (offsets == null ? 0 : offsets[o]);
                v >>= bits;
            }
        }
    }
}
