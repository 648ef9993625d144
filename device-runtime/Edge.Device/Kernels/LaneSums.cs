namespace Edge.Device.Kernels;

/// <summary>Moves 16-bit lane sums into 32-bit accumulators.</summary>
internal static class LaneSums
{
    /// <summary>acc[4 g + l] += (step * lane l of lanes[g] - term) &lt;&lt; shift; the lanes are zero afterwards. The term is the part of the weights' zero.</summary>
    public static void Flush(ulong[] lanes, int[] accumulators, int outputs, int step, int term, int shift)
    {
        ulong low = 0xFFFF;
        int o = 0;
        int g = 0;
        if (step == 1 && shift == 0)
        {
            for (; o + 4 <= outputs; o += 4)
            {
                ulong sums = lanes[g];
                lanes[g++] = 0;
                accumulators[o] += (int)(sums & low) - term;
                accumulators[o + 1] += (int)((sums >> 16) & low) - term;
                accumulators[o + 2] += (int)((sums >> 32) & low) - term;
                accumulators[o + 3] += (int)(sums >> 48) - term;
            }
        }

        while (o < outputs)
        {
            ulong sums = lanes[g];
            lanes[g++] = 0;
            int end = outputs - o < 4 ? outputs : o + 4;
            for (; o < end; o++)
            {
                accumulators[o] += ((step * (int)(sums & low)) - term) << shift;
                sums >>= 16;
            }
        }
    }
}
