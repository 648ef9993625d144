namespace Edge.Device.Epilogues;

/// <summary>The epilogue of <see cref="StepLine"/> straight from 16-bit lanes over four outputs, one 64-bit line each.</summary>
internal static class LaneLine
{
    /// <summary>
    /// target[to + 4 g + l] = output of lane l of lanes[g] + bias[g] - sum, the sum being in every lane; lanes[g] becomes 0.
    /// The arrays hold whole groups; of the last one only the outputs that exist are written.
    /// </summary>
    public static void Apply(ulong[] lanes, ulong[] bias, ulong sum, ulong[] multipliers, ulong[] addends, byte[] table, byte[] target, int to, int outputs)
    {
        ulong low = 0xFFFF;
        int o = 0;
        int g = 0;

        // hot
        for (; o + 4 <= outputs; o += 4)
        {
            ulong v = lanes[g] + bias[g] - sum;
            lanes[g++] = 0;
            target[to] = table[(int)((((v & low) * multipliers[o]) + addends[o]) >> StepLine.WideIndexShift)];
            target[to + 1] = table[(int)(((((v >> 16) & low) * multipliers[o + 1]) + addends[o + 1]) >> StepLine.WideIndexShift)];
            target[to + 2] = table[(int)(((((v >> 32) & low) * multipliers[o + 2]) + addends[o + 2]) >> StepLine.WideIndexShift)];
            target[to + 3] = table[(int)((((v >> 48) * multipliers[o + 3]) + addends[o + 3]) >> StepLine.WideIndexShift)];
            to += 4;
        }

        if (o < outputs)
        {
            ulong v = lanes[g] + bias[g] - sum;
            lanes[g] = 0;
            for (; o < outputs; o++)
            {
                target[to++] = table[(int)((((v & low) * multipliers[o]) + addends[o]) >> StepLine.WideIndexShift)];
                v >>= 16;
            }
        }
    }
}
