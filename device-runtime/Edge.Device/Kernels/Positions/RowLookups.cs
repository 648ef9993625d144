using Edge.Device.Epilogues;

namespace Edge.Device.Kernels.Positions;

/// <summary>The look-ups of <see cref="ConvRows"/> for up to four blocks of four positions, and what follows them.</summary>
internal static class RowLookups
{
    /// <summary>sums[4 o + b] = sums of block b, in four 16-bit lanes, for all outputs.</summary>
    public static void Sum(byte[] numbers, int count, ulong[] t0, ulong[] t1, ulong[] t2, ulong[] t3, ulong[] sums, int outputs)
    {
        int at = 0;
        int to = 0;
        for (int o = 0; o < outputs; o++)
        {
            ulong s0 = 0;
            ulong s1 = 0;
            ulong s2 = 0;
            ulong s3 = 0;
            int end = at + count;

            // hot
            for (; at < end; at += RowShape.Unroll)
            {
                int j0 = numbers[at];
                int j1 = numbers[at + 1];
                int j2 = numbers[at + 2];
                s0 += t0[j0] + t0[j1] + t0[j2];
                s1 += t1[j0] + t1[j1] + t1[j2];
                s2 += t2[j0] + t2[j1] + t2[j2];
                s3 += t3[j0] + t3[j1] + t3[j2];
            }

            sums[to] = s0;
            sums[to + 1] = s1;
            sums[to + 2] = s2;
            sums[to + 3] = s3;
            to += 4;
        }
    }

    /// <summary>
    /// The same with the epilogue of <see cref="PositionLine"/> at once: a small first layer has hardly more look-ups than outputs, so sums never leave the locals.
    /// <paramref name="tables"/> from <paramref name="block"/> on; <paramref name="valid"/> positions (1 .. 16) exist, the first of them is stored at <paramref name="place"/>.
    /// </summary>
    public static void SumAndStore(
        byte[] numbers, int count, ulong[][] tables, int block, ulong[] lines, byte[] table, byte[] target, int place, int valid, int outputs)
    {
        ulong m = 0x0000FFFF0000FFFFUL;
        ulong[] t0 = tables[block];
        ulong[] t1 = valid > 4 ? tables[block + 1] : null;
        ulong[] t2 = valid > 8 ? tables[block + 2] : null;
        ulong[] t3 = valid > 12 ? tables[block + 3] : null;

        // More than three look-ups; a block that does not exist repeats the first one's.
        ulong[] u1 = valid > 4 ? t1 : t0;
        ulong[] u2 = valid > 8 ? t2 : t0;
        ulong[] u3 = valid > 12 ? t3 : t0;
        ulong r0 = 0;
        ulong r1 = 0;
        ulong r2 = 0;
        ulong r3 = 0;

        // Positions that do not exist share the place of the first one, which is written after them.
        int p1 = valid > 1 ? place + outputs : place;
        int p2 = valid > 2 ? p1 + outputs : place;
        int p3 = valid > 3 ? p2 + outputs : place;
        int p4 = valid > 4 ? p3 + outputs : place;
        int p5 = valid > 5 ? p4 + outputs : place;
        int p6 = valid > 6 ? p5 + outputs : place;
        int p7 = valid > 7 ? p6 + outputs : place;
        int p8 = valid > 8 ? p7 + outputs : place;
        int p9 = valid > 9 ? p8 + outputs : place;
        int p10 = valid > 10 ? p9 + outputs : place;
        int p11 = valid > 11 ? p10 + outputs : place;
        int p12 = valid > 12 ? p11 + outputs : place;
        int p13 = valid > 13 ? p12 + outputs : place;
        int p14 = valid > 14 ? p13 + outputs : place;
        int p15 = valid > 15 ? p14 + outputs : place;
        int at = 0;
        for (int o = 0; o < outputs; o++)
        {
            int j0 = numbers[at];
            int j1 = numbers[at + 1];
            int j2 = numbers[at + 2];
            at += RowShape.Unroll;
            if (count > RowShape.Unroll)
            {
                r0 = 0;
                r1 = 0;
                r2 = 0;
                r3 = 0;
                for (int end = at + count - RowShape.Unroll; at < end; at++)
                {
                    int j = numbers[at];
                    r0 += t0[j];
                    r1 += u1[j];
                    r2 += u2[j];
                    r3 += u3[j];
                }
            }

            ulong line = lines[o];
            ulong multiplier = line & StepLine.Limit;
            ulong addend = (line >> 32) * StepLine.BothHalves;

            // hot
            if (t3 != null)
            {
                ulong s3 = r3 + t3[j0] + t3[j1] + t3[j2];
                ulong z3 = (((s3 >> 16) & m) * multiplier) + addend;
                target[p15 + o] = table[(int)(z3 >> 54)];
                target[p13 + o] = table[(int)((uint)z3 >> 22)];
                z3 = ((s3 & m) * multiplier) + addend;
                target[p14 + o] = table[(int)(z3 >> 54)];
                target[p12 + o] = table[(int)((uint)z3 >> 22)];
            }

            if (t2 != null)
            {
                ulong s2 = r2 + t2[j0] + t2[j1] + t2[j2];
                ulong z2 = (((s2 >> 16) & m) * multiplier) + addend;
                target[p11 + o] = table[(int)(z2 >> 54)];
                target[p9 + o] = table[(int)((uint)z2 >> 22)];
                z2 = ((s2 & m) * multiplier) + addend;
                target[p10 + o] = table[(int)(z2 >> 54)];
                target[p8 + o] = table[(int)((uint)z2 >> 22)];
            }

            if (t1 != null)
            {
                ulong s1 = r1 + t1[j0] + t1[j1] + t1[j2];
                ulong z1 = (((s1 >> 16) & m) * multiplier) + addend;
                target[p7 + o] = table[(int)(z1 >> 54)];
                target[p5 + o] = table[(int)((uint)z1 >> 22)];
                z1 = ((s1 & m) * multiplier) + addend;
                target[p6 + o] = table[(int)(z1 >> 54)];
                target[p4 + o] = table[(int)((uint)z1 >> 22)];
            }

            ulong s0 = r0 + t0[j0] + t0[j1] + t0[j2];
            ulong z0 = (((s0 >> 16) & m) * multiplier) + addend;
            target[p3 + o] = table[(int)(z0 >> 54)];
            target[p1 + o] = table[(int)((uint)z0 >> 22)];
            z0 = ((s0 & m) * multiplier) + addend;
            target[p2 + o] = table[(int)(z0 >> 54)];
            target[place + o] = table[(int)((uint)z0 >> 22)];
        }
    }
}
