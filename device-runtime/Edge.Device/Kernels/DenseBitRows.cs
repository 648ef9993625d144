namespace Edge.Device.Kernels;

/// <summary>Binary weights on bit activations: acc = inputs - 2 popcount(weights xor activations), 64 products a word.</summary>
internal static class DenseBitRows
{
    /// <summary>acc[o] += (inputs - 2 * differing bits of row o) &lt;&lt; shift; <paramref name="rowWords"/> 64-bit words a row.</summary>
    public static void Accumulate(ulong[] weights, ulong[] row, int rowWords, int inputs, int shift, int[] accumulators, int outputs)
    {
        const ulong m1 = 0x5555555555555555UL;
        const ulong m2 = 0x3333333333333333UL;
        const ulong m4 = 0x0f0f0f0f0f0f0f0fUL;
        int w = 0;
        for (int o = 0; o < outputs; o++)
        {
            int differing = 0;

            // hot
            for (int i = 0; i < rowWords; i++)
            {
                ulong x = weights[w++] ^ row[i];
                x -= (x >> 1) & m1;
                x = (x & m2) + ((x >> 2) & m2);
                x = (x + (x >> 4)) & m4;
                differing += (int)((x * 0x0101010101010101UL) >> 56);
            }

            accumulators[o] += (inputs - (2 * differing)) << shift;
        }
    }
}
