namespace Edge.Device.Kernels;

/// <summary>Ternary weights on bit activations: a row of signs, then a row of mask bits; acc = popcount(mask) - 2 popcount((signs xor activations) and mask).</summary>
internal static class DenseMaskedBitRows
{
    /// <summary>acc[o] += that &lt;&lt; shift; <paramref name="rowWords"/> 64-bit words a row, two rows an output.</summary>
    public static void Accumulate(ulong[] weights, ulong[] row, int rowWords, int shift, int[] accumulators, int outputs)
    {
        const ulong m1 = 0x5555555555555555UL;
        const ulong m2 = 0x3333333333333333UL;
        const ulong m4 = 0x0f0f0f0f0f0f0f0fUL;
        int signs = 0;
        for (int o = 0; o < outputs; o++)
        {
            int sum = 0;

            // hot
            for (int i = 0; i < rowWords; i++)
            {
                ulong mask = weights[signs + rowWords + i];
                ulong x = (weights[signs + i] ^ row[i]) & mask;
                x -= (x >> 1) & m1;
                x = (x & m2) + ((x >> 2) & m2);
                x = (x + (x >> 4)) & m4;
                mask -= (mask >> 1) & m1;
                mask = (mask & m2) + ((mask >> 2) & m2);
                mask = (mask + (mask >> 4)) & m4;
                sum += (int)((mask * 0x0101010101010101UL) >> 56) - (2 * (int)((x * 0x0101010101010101UL) >> 56));
            }

            accumulators[o] += sum << shift;
            signs += 2 * rowWords;
        }
    }
}
