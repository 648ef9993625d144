namespace Edge.Device.Epilogues;

/// <summary>The epilogue of <see cref="StepLine"/> straight from 21-bit lanes over three outputs, one 64-bit line each.</summary>
internal static class ProductLine
{
    /// <summary>target[to + 3 g + l] = output of lane l of sums[g].</summary>
    public static void Apply(ulong[] sums, ulong[] multipliers, ulong[] addends, byte[] table, byte[] target, int to, int outputs)
    {
        ulong low = 0x1FFFFF;
        int o = 0;
        int g = 0;
        int whole = outputs - 2;

        // hot
        while (o < whole)
        {
            ulong v = sums[g++];
            target[to] = table[(int)((((v & low) * multipliers[o]) + addends[o]) >> StepLine.WideIndexShift)];
            int p = o + 1;
            target[to + 1] = table[(int)(((((v >> 21) & low) * multipliers[p]) + addends[p]) >> StepLine.WideIndexShift)];
            p++;
            target[to + 2] = table[(int)((((v >> 42) * multipliers[p]) + addends[p]) >> StepLine.WideIndexShift)];
            to += 3;
            o += 3;
        }

        for (int shift = 0; o < outputs; shift += 21)
        {
            target[to++] = table[(int)(((((sums[g] >> shift) & low) * multipliers[o]) + addends[o]) >> StepLine.WideIndexShift)];
            o++;
        }
    }
}
