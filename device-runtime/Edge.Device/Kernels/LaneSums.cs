namespace Edge.Device.Kernels;

/// <summary>Moves 16-bit lane sums into 32-bit accumulators.</summary>
internal static class LaneSums
{
    /// <summary>acc[o] -= offset &lt;&lt; shift: the part of the weights' zero, the same for all outputs.</summary>
    public static void Begin(int[] accumulators, int outputs, int offset, int shift)
    {
        int term = offset << shift;
        for (int o = 0; o < outputs; o++)
        {
            accumulators[o] -= term;
        }
    }

    /// <summary>acc[4 g + l] += (step * lane l of lanes[g]) &lt;&lt; shift; the lanes are zero afterwards.</summary>
    public static void Flush(ulong[] lanes, int groups, int[] accumulators, int outputs, int step, int shift)
    {
        int o = 0;
        for (int g = 0; g < groups; g++)
        {
            ulong sums = lanes[g];
            lanes[g] = 0;
            int last = outputs - o;
            accumulators[o] += (step * (int)(sums & 0xffff)) << shift;
            if (last > 1)
            {
                accumulators[o + 1] += (step * (int)((sums >> 16) & 0xffff)) << shift;
            }

            if (last > 2)
            {
                accumulators[o + 2] += (step * (int)((sums >> 32) & 0xffff)) << shift;
            }

            if (last > 3)
            {
                accumulators[o + 3] += (step * (int)(sums >> 48)) << shift;
            }

            o += 4;
        }
    }
}
