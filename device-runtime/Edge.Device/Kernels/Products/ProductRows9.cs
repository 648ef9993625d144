using Edge.Device.Epilogues;

namespace Edge.Device.Kernels.Products;

/// <summary>The body of <see cref="ProductRows"/> for kernels of at most 9 inputs, such as 3 x 3 x 1.</summary>
internal static class ProductRows9
{
    public const int Taps = 9;

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
        int k0 = places[0], k1 = places[1], k2 = places[2];
        int k3 = places[3], k4 = places[4], k5 = places[5];
        int k6 = places[6], k7 = places[7], k8 = places[8];
        for (int i = 0; to < end; i += step)
        {
            ulong a0 = rows[i + k0], a1 = rows[i + k1], a2 = rows[i + k2];
            ulong a3 = rows[i + k3], a4 = rows[i + k4], a5 = rows[i + k5];
            ulong a6 = rows[i + k6], a7 = rows[i + k7], a8 = rows[i + k8];
            int o = 0;

            // hot
            for (int g = 0; g < groups; g++)
            {
                ulong v = bias[g] + (c0[g] * a0) + (c1[g] * a1) + (c2[g] * a2)
                    + (c3[g] * a3) + (c4[g] * a4) + (c5[g] * a5)
                    + (c6[g] * a6) + (c7[g] * a7) + (c8[g] * a8);
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
