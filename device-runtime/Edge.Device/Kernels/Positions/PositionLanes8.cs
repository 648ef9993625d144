namespace Edge.Device.Kernels.Positions;

/// <summary>
/// Sums of table entries in eight 8-bit lanes, for activations of at most 4 bits: eight pairs add up to at most 8 x 30, then the lanes are widened.
/// <code>
/// | p7 | p6 | p5 | p4 | p3 | p2 | p1 | p0 |  ->  even |   p6  |   p4  |   p2  |   p0  |  and odd |   p7  |   p5  |   p3  |   p1  |
/// </code>
/// The number of a pair is read once for four blocks of eight positions: 16 multiply-accumulates cost 5.5 instructions.
/// </summary>
internal static class PositionLanes8
{
    /// <summary>sums[8 o + 2 b] += even lanes and sums[8 o + 2 b + 1] += odd lanes of block b for all outputs, over one chunk of pairs.</summary>
    public static void Accumulate(byte[] pairs, int at, int count, ulong[] t0, ulong[] t1, ulong[] t2, ulong[] t3, ulong[] sums, int outputs)
    {
        ulong m = 0x00FF00FF00FF00FFUL;
        int to = 0;
        for (int o = 0; o < outputs; o++)
        {
            ulong even0 = 0;
            ulong even1 = 0;
            ulong even2 = 0;
            ulong even3 = 0;
            ulong odd0 = 0;
            ulong odd1 = 0;
            ulong odd2 = 0;
            ulong odd3 = 0;
            ulong s;
            int last = at + count - 8;

            // hot
            for (; at <= last; at += 8)
            {
                int j0 = pairs[at];
                int j1 = pairs[at + 1];
                int j2 = pairs[at + 2];
                int j3 = pairs[at + 3];
                int j4 = pairs[at + 4];
                int j5 = pairs[at + 5];
                int j6 = pairs[at + 6];
                int j7 = pairs[at + 7];
                s = t0[j0] + t0[j1] + t0[j2] + t0[j3] + t0[j4] + t0[j5] + t0[j6] + t0[j7];
                even0 += s & m;
                odd0 += (s >> 8) & m;
                s = t1[j0] + t1[j1] + t1[j2] + t1[j3] + t1[j4] + t1[j5] + t1[j6] + t1[j7];
                even1 += s & m;
                odd1 += (s >> 8) & m;
                s = t2[j0] + t2[j1] + t2[j2] + t2[j3] + t2[j4] + t2[j5] + t2[j6] + t2[j7];
                even2 += s & m;
                odd2 += (s >> 8) & m;
                s = t3[j0] + t3[j1] + t3[j2] + t3[j3] + t3[j4] + t3[j5] + t3[j6] + t3[j7];
                even3 += s & m;
                odd3 += (s >> 8) & m;
            }

            if ((count & 4) != 0)
            {
                int j0 = pairs[at];
                int j1 = pairs[at + 1];
                int j2 = pairs[at + 2];
                int j3 = pairs[at + 3];
                at += 4;
                s = t0[j0] + t0[j1] + t0[j2] + t0[j3];
                even0 += s & m;
                odd0 += (s >> 8) & m;
                s = t1[j0] + t1[j1] + t1[j2] + t1[j3];
                even1 += s & m;
                odd1 += (s >> 8) & m;
                s = t2[j0] + t2[j1] + t2[j2] + t2[j3];
                even2 += s & m;
                odd2 += (s >> 8) & m;
                s = t3[j0] + t3[j1] + t3[j2] + t3[j3];
                even3 += s & m;
                odd3 += (s >> 8) & m;
            }

            sums[to] += even0;
            sums[to + 1] += odd0;
            sums[to + 2] += even1;
            sums[to + 3] += odd1;
            sums[to + 4] += even2;
            sums[to + 5] += odd2;
            sums[to + 6] += even3;
            sums[to + 7] += odd3;
            to += 8;
        }
    }
}
