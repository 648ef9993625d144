namespace Edge.Device.Kernels.Positions;

/// <summary>
/// Sums of listed words in eight 8-bit lanes, for activations of at most 4 bits: sixteen add up to at most 240, then the lanes are widened as in <see cref="PositionLanes8"/>.
/// An index is read once for four blocks: 32 multiply-accumulates cost 26 instructions. What the second list takes away may borrow from the next lane:
/// arithmetic is modulo 2^64, so only the result has to fit its lane.
/// </summary>
internal static class ListLanes8
{
    /// <summary>
    /// sums[8 o + 2 b] += even lanes and sums[8 o + 2 b + 1] += odd lanes of block b for all outputs, over one chunk; the <paramref name="first"/> one replaces what is there.
    /// From <paramref name="at"/> on each output has two bytes that all its lanes begin with, in the first chunk, and two lists: their length by two in a byte, and the
    /// entries to add or to subtract. Returns where the next chunk begins.
    /// </summary>
    public static int Accumulate(byte[] lists, int at, bool first, ulong[] t0, ulong[] t1, ulong[] t2, ulong[] t3, ulong[] sums, int outputs)
    {
        ulong m = 0x00FF00FF00FF00FFUL;
        int to = 0;
        for (int o = 0; o < outputs; o++)
        {
            ulong even0, even1, even2, even3, odd0, odd1, odd2, odd3, s0, s1, s2, s3;
            int end;
            int last;
            if (first)
            {
                even0 = (ulong)(lists[at] | (lists[at + 1] << 8)) * 0x0001000100010001UL;
                at += ListShape.BiasBytes;
                even1 = even0;
                even2 = even0;
                even3 = even0;
                odd0 = even0;
                odd1 = even0;
                odd2 = even0;
                odd3 = even0;
            }
            else
            {
                even0 = sums[to];
                odd0 = sums[to + 1];
                even1 = sums[to + 2];
                odd1 = sums[to + 3];
                even2 = sums[to + 4];
                odd2 = sums[to + 5];
                even3 = sums[to + 6];
                odd3 = sums[to + 7];
            }

            end = at + 1 + (lists[at] * ListShape.Step);
            last = end - 16;
            at++;

            // hot
            for (; at <= last; at += 16)
            {
                int j0 = lists[at];
                int j1 = lists[at + 1];
                int j2 = lists[at + 2];
                int j3 = lists[at + 3];
                int j4 = lists[at + 4];
                int j5 = lists[at + 5];
                int j6 = lists[at + 6];
                int j7 = lists[at + 7];
                int j8 = lists[at + 8];
                int j9 = lists[at + 9];
                int j10 = lists[at + 10];
                int j11 = lists[at + 11];
                int j12 = lists[at + 12];
                int j13 = lists[at + 13];
                int j14 = lists[at + 14];
                int j15 = lists[at + 15];
                s0 = t0[j0] + t0[j1] + t0[j2] + t0[j3] + t0[j4] + t0[j5] + t0[j6] + t0[j7]
                    + t0[j8] + t0[j9] + t0[j10] + t0[j11] + t0[j12] + t0[j13] + t0[j14] + t0[j15];
                even0 += s0 & m;
                odd0 += (s0 >> 8) & m;
                s1 = t1[j0] + t1[j1] + t1[j2] + t1[j3] + t1[j4] + t1[j5] + t1[j6] + t1[j7]
                    + t1[j8] + t1[j9] + t1[j10] + t1[j11] + t1[j12] + t1[j13] + t1[j14] + t1[j15];
                even1 += s1 & m;
                odd1 += (s1 >> 8) & m;
                s2 = t2[j0] + t2[j1] + t2[j2] + t2[j3] + t2[j4] + t2[j5] + t2[j6] + t2[j7]
                    + t2[j8] + t2[j9] + t2[j10] + t2[j11] + t2[j12] + t2[j13] + t2[j14] + t2[j15];
                even2 += s2 & m;
                odd2 += (s2 >> 8) & m;
                s3 = t3[j0] + t3[j1] + t3[j2] + t3[j3] + t3[j4] + t3[j5] + t3[j6] + t3[j7]
                    + t3[j8] + t3[j9] + t3[j10] + t3[j11] + t3[j12] + t3[j13] + t3[j14] + t3[j15];
                even3 += s3 & m;
                odd3 += (s3 >> 8) & m;
            }

            if (at < end)
            {
                s0 = 0;
                s1 = 0;
                s2 = 0;
                s3 = 0;
                for (; at < end; at += ListShape.Step)
                {
                    int j0 = lists[at], j1 = lists[at + 1];
                    s0 += t0[j0] + t0[j1];
                    s1 += t1[j0] + t1[j1];
                    s2 += t2[j0] + t2[j1];
                    s3 += t3[j0] + t3[j1];
                }

                even0 += s0 & m;
                odd0 += (s0 >> 8) & m;
                even1 += s1 & m;
                odd1 += (s1 >> 8) & m;
                even2 += s2 & m;
                odd2 += (s2 >> 8) & m;
                even3 += s3 & m;
                odd3 += (s3 >> 8) & m;
            }

            // The same for what is subtracted.
            end = at + 1 + (lists[at] * ListShape.Step);
            last = end - 16;
            at++;
            for (; at <= last; at += 16)
            {
                int j0 = lists[at];
                int j1 = lists[at + 1];
                int j2 = lists[at + 2];
                int j3 = lists[at + 3];
                int j4 = lists[at + 4];
                int j5 = lists[at + 5];
                int j6 = lists[at + 6];
                int j7 = lists[at + 7];
                int j8 = lists[at + 8];
                int j9 = lists[at + 9];
                int j10 = lists[at + 10];
                int j11 = lists[at + 11];
                int j12 = lists[at + 12];
                int j13 = lists[at + 13];
                int j14 = lists[at + 14];
                int j15 = lists[at + 15];
                s0 = t0[j0] + t0[j1] + t0[j2] + t0[j3] + t0[j4] + t0[j5] + t0[j6] + t0[j7]
                    + t0[j8] + t0[j9] + t0[j10] + t0[j11] + t0[j12] + t0[j13] + t0[j14] + t0[j15];
                even0 -= s0 & m;
                odd0 -= (s0 >> 8) & m;
                s1 = t1[j0] + t1[j1] + t1[j2] + t1[j3] + t1[j4] + t1[j5] + t1[j6] + t1[j7]
                    + t1[j8] + t1[j9] + t1[j10] + t1[j11] + t1[j12] + t1[j13] + t1[j14] + t1[j15];
                even1 -= s1 & m;
                odd1 -= (s1 >> 8) & m;
                s2 = t2[j0] + t2[j1] + t2[j2] + t2[j3] + t2[j4] + t2[j5] + t2[j6] + t2[j7]
                    + t2[j8] + t2[j9] + t2[j10] + t2[j11] + t2[j12] + t2[j13] + t2[j14] + t2[j15];
                even2 -= s2 & m;
                odd2 -= (s2 >> 8) & m;
                s3 = t3[j0] + t3[j1] + t3[j2] + t3[j3] + t3[j4] + t3[j5] + t3[j6] + t3[j7]
                    + t3[j8] + t3[j9] + t3[j10] + t3[j11] + t3[j12] + t3[j13] + t3[j14] + t3[j15];
                even3 -= s3 & m;
                odd3 -= (s3 >> 8) & m;
            }

            if (at < end)
            {
                s0 = 0;
                s1 = 0;
                s2 = 0;
                s3 = 0;
                for (; at < end; at += ListShape.Step)
                {
                    int j0 = lists[at], j1 = lists[at + 1];
                    s0 += t0[j0] + t0[j1];
                    s1 += t1[j0] + t1[j1];
                    s2 += t2[j0] + t2[j1];
                    s3 += t3[j0] + t3[j1];
                }

                even0 -= s0 & m;
                odd0 -= (s0 >> 8) & m;
                even1 -= s1 & m;
                odd1 -= (s1 >> 8) & m;
                even2 -= s2 & m;
                odd2 -= (s2 >> 8) & m;
                even3 -= s3 & m;
                odd3 -= (s3 >> 8) & m;
            }

            sums[to] = even0;
            sums[to + 1] = odd0;
            sums[to + 2] = even1;
            sums[to + 3] = odd1;
            sums[to + 4] = even2;
            sums[to + 5] = odd2;
            sums[to + 6] = even3;
            sums[to + 7] = odd3;
            to += 8;
        }

        return at;
    }
}
