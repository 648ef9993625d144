using Edge.Device.Epilogues;

namespace Edge.Device.Kernels.Products;

/// <summary>The body of <see cref="ProductRows"/> for kernels of 10 to 27 inputs, such as 5 x 5 x 1 and 3 x 3 x 3.</summary>
internal static class ProductRows27
{
    public const int Taps = 27;

    /// <summary>
    /// One output row from the padded input rows: <paramref name="places"/> are the taps' places seen from a window's first byte, <paramref name="step"/> the way to the next window.
    /// The last group of outputs begins at <paramref name="last"/>. Writes whole pixels from <paramref name="to"/> up to <paramref name="end"/>.
    /// </summary>
    public static void Run(
        ulong[][] columns, ulong[] bias, byte[] rows, int[] places, int step, int last, ulong[] multipliers, ulong[] addends, byte[] table,
        byte[] target, int to, int end, int outputs)
    {
        ulong low = 0x1FFFFF;
        int groups = bias.Length;
        ulong[] c0 = columns[0], c1 = columns[1], c2 = columns[2];
        ulong[] c3 = columns[3], c4 = columns[4], c5 = columns[5];
        ulong[] c6 = columns[6], c7 = columns[7], c8 = columns[8];
        ulong[] c9 = columns[9], c10 = columns[10], c11 = columns[11];
        ulong[] c12 = columns[12], c13 = columns[13], c14 = columns[14];
        ulong[] c15 = columns[15], c16 = columns[16], c17 = columns[17];
        ulong[] c18 = columns[18], c19 = columns[19], c20 = columns[20];
        ulong[] c21 = columns[21], c22 = columns[22], c23 = columns[23];
        ulong[] c24 = columns[24], c25 = columns[25], c26 = columns[26];
        int k0 = places[0], k1 = places[1], k2 = places[2];
        int k3 = places[3], k4 = places[4], k5 = places[5];
        int k6 = places[6], k7 = places[7], k8 = places[8];
        int k9 = places[9], k10 = places[10], k11 = places[11];
        int k12 = places[12], k13 = places[13], k14 = places[14];
        int k15 = places[15], k16 = places[16], k17 = places[17];
        int k18 = places[18], k19 = places[19], k20 = places[20];
        int k21 = places[21], k22 = places[22], k23 = places[23];
        int k24 = places[24], k25 = places[25], k26 = places[26];
        for (int i = 0; to < end; i += step)
        {
            ulong a0 = rows[i + k0], a1 = rows[i + k1], a2 = rows[i + k2];
            ulong a3 = rows[i + k3], a4 = rows[i + k4], a5 = rows[i + k5];
            ulong a6 = rows[i + k6], a7 = rows[i + k7], a8 = rows[i + k8];
            ulong a9 = rows[i + k9], a10 = rows[i + k10], a11 = rows[i + k11];
            ulong a12 = rows[i + k12], a13 = rows[i + k13], a14 = rows[i + k14];
            ulong a15 = rows[i + k15], a16 = rows[i + k16], a17 = rows[i + k17];
            ulong a18 = rows[i + k18], a19 = rows[i + k19], a20 = rows[i + k20];
            ulong a21 = rows[i + k21], a22 = rows[i + k22], a23 = rows[i + k23];
            ulong a24 = rows[i + k24], a25 = rows[i + k25], a26 = rows[i + k26];
            int o = 0;

            // hot
            for (int g = 0; g < groups; g++)
            {
                ulong v = bias[g] + (c0[g] * a0) + (c1[g] * a1) + (c2[g] * a2)
                    + (c3[g] * a3) + (c4[g] * a4) + (c5[g] * a5)
                    + (c6[g] * a6) + (c7[g] * a7) + (c8[g] * a8)
                    + (c9[g] * a9) + (c10[g] * a10) + (c11[g] * a11)
                    + (c12[g] * a12) + (c13[g] * a13) + (c14[g] * a14)
                    + (c15[g] * a15) + (c16[g] * a16) + (c17[g] * a17)
                    + (c18[g] * a18) + (c19[g] * a19) + (c20[g] * a20)
                    + (c21[g] * a21) + (c22[g] * a22) + (c23[g] * a23)
                    + (c24[g] * a24) + (c25[g] * a25) + (c26[g] * a26);
                int place = to + o;
                target[place] = table[(int)((((v & low) * multipliers[o]) + addends[o]) >> StepLine.WideIndexShift)];
                target[place + 1] = table[(int)(((((v >> 21) & low) * multipliers[o + 1]) + addends[o + 1]) >> StepLine.WideIndexShift)];
                target[place + 2] = table[(int)((((v >> 42) * multipliers[o + 2]) + addends[o + 2]) >> StepLine.WideIndexShift)];
                o += 3;
                if (o > last)
                {
                    o = last;
                }
            }

            to += outputs;
        }
    }
}
