namespace Edge.Device.Kernels.Positions;

/// <summary>
/// Sums of table entries in four 16-bit lanes, for activations of 5 to 8 bits; a lane holds every sum of at most 65535.
/// The number of a pair is read once for four blocks of four positions: 8 multiply-accumulates cost 5.5 instructions.
/// </summary>
internal static class PositionLanes16
{
    /// <summary>sums[4 o + b] += the sums of block b for all outputs, over one chunk of pairs.</summary>
    public static void Accumulate(byte[] pairs, int at, int count, ulong[] t0, ulong[] t1, ulong[] t2, ulong[] t3, ulong[] sums, int outputs)
    {
        int to = 0;
        for (int o = 0; o < outputs; o++)
        {
            ulong s0 = sums[to];
            ulong s1 = sums[to + 1];
            ulong s2 = sums[to + 2];
            ulong s3 = sums[to + 3];
            int end = at + count;

            // hot
            for (; at < end; at += 4)
            {
                int j0 = pairs[at];
                int j1 = pairs[at + 1];
                int j2 = pairs[at + 2];
                int j3 = pairs[at + 3];
                s0 += t0[j0] + t0[j1] + t0[j2] + t0[j3];
                s1 += t1[j0] + t1[j1] + t1[j2] + t1[j3];
                s2 += t2[j0] + t2[j1] + t2[j2] + t2[j3];
                s3 += t3[j0] + t3[j1] + t3[j2] + t3[j3];
            }

            sums[to] = s0;
            sums[to + 1] = s1;
            sums[to + 2] = s2;
            sums[to + 3] = s3;
            to += 4;
        }
    }
}
