namespace Edge.Device.Kernels;

/// <summary>The few words of a row that no block of fifteen takes (<see cref="DenseMaskedBitRows"/>).</summary>
internal static class MaskedBitRowSteps
{
    /// <summary>acc[o] -= factor x (differing bits in three words from <paramref name="word"/> on).</summary>
    public static void Add3(ulong[][] columns, ulong[] row, int word, int factor, int[] accumulators, int outputs)
    {
        ulong m1 = 0x5555555555555555UL;
        ulong m2 = 0x3333333333333333UL;
        ulong m4 = 0x0F0F0F0F0F0F0F0FUL;
        ulong add = 0x0101010101010101UL;
        ulong x0 = row[word], x1 = row[word + 1], x2 = row[word + 2];
        ulong[] s0 = columns[2 * word], keep0 = columns[(2 * word) + 1], s1 = columns[(2 * word) + 2], keep1 = columns[(2 * word) + 3];
        ulong[] s2 = columns[(2 * word) + 4], keep2 = columns[(2 * word) + 5];
        for (int o = 0; o < outputs; o++)
        {
            ulong p = (s0[o] ^ x0) & keep0[o];
            ulong q = (s1[o] ^ x1) & keep1[o];
            ulong r = (s2[o] ^ x2) & keep2[o];
            ulong d0 = p ^ q;
            ulong two0 = p ^ (d0 & (p ^ r));
            ulong one0 = d0 ^ r;
            one0 -= (one0 >> 1) & m1;
            two0 -= (two0 >> 1) & m1;
            one0 = (one0 & m2) + ((one0 >> 2) & m2) + (((two0 & m2) + ((two0 >> 2) & m2)) << 1);
            accumulators[o] -= (int)((((one0 & m4) + ((one0 >> 4) & m4)) * add) >> 56) * factor;
        }
    }

    /// <summary>acc[o] -= factor x (differing bits in two words from <paramref name="word"/> on).</summary>
    public static void Add2(ulong[][] columns, ulong[] row, int word, int factor, int[] accumulators, int outputs)
    {
        ulong m1 = 0x5555555555555555UL;
        ulong m2 = 0x3333333333333333UL;
        ulong m4 = 0x0F0F0F0F0F0F0F0FUL;
        ulong add = 0x0101010101010101UL;
        ulong x0 = row[word];
        ulong x1 = row[word + 1];
        ulong[] s0 = columns[2 * word], keep0 = columns[(2 * word) + 1], s1 = columns[(2 * word) + 2], keep1 = columns[(2 * word) + 3];
        for (int o = 0; o < outputs; o++)
        {
            ulong p = (s0[o] ^ x0) & keep0[o];
            p -= (p >> 1) & m1;
            ulong q = (s1[o] ^ x1) & keep1[o];
            q -= (q >> 1) & m1;
            p = (p & m2) + ((p >> 2) & m2) + (q & m2) + ((q >> 2) & m2);
            accumulators[o] -= (int)((((p & m4) + ((p >> 4) & m4)) * add) >> 56) * factor;
        }
    }

    /// <summary>acc[o] -= factor x (differing bits in one word from <paramref name="word"/> on).</summary>
    public static void Add1(ulong[][] columns, ulong[] row, int word, int factor, int[] accumulators, int outputs)
    {
        ulong m1 = 0x5555555555555555UL;
        ulong m2 = 0x3333333333333333UL;
        ulong m4 = 0x0F0F0F0F0F0F0F0FUL;
        ulong add = 0x0101010101010101UL;
        ulong x0 = row[word];
        ulong[] s0 = columns[2 * word], keep0 = columns[(2 * word) + 1];
        for (int o = 0; o < outputs; o++)
        {
            ulong p = (s0[o] ^ x0) & keep0[o];
            p -= (p >> 1) & m1;
            p = (p & m2) + ((p >> 2) & m2);
            accumulators[o] -= (int)((((p & m4) + ((p >> 4) & m4)) * add) >> 56) * factor;
        }
    }
}
