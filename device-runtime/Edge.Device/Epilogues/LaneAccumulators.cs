namespace Edge.Device.Epilogues;

/// <summary>Any epilogue after 16-bit lanes over four outputs: takes the accumulators out of their lanes.</summary>
internal static class LaneAccumulators
{
    /// <summary>acc[4 g + l] = lane l of lanes[g] + bias[g] - sum, less offsets[4 g + l]; lanes[g] becomes 0.</summary>
    public static void Take(ulong[] lanes, ulong[] bias, ulong sum, int[] offsets, int[] accumulators, int outputs)
    {
        ulong low = 0xFFFF;
        int g = 0;
        int o = 0;
        while (o < outputs)
        {
            ulong v = lanes[g] + bias[g] - sum;
            lanes[g++] = 0;
            accumulators[o] = (int)(v & low) - offsets[o];
            if (o + 4 > outputs)
            {
                for (o++; o < outputs; o++)
                {
                    v >>= 16;
                    accumulators[o] = (int)(v & low) - offsets[o];
                }

                return;
            }

            accumulators[o + 1] = (int)((v >> 16) & low) - offsets[o + 1];
            accumulators[o + 2] = (int)((v >> 32) & low) - offsets[o + 2];
            accumulators[o + 3] = (int)(v >> 48) - offsets[o + 3];
            o += 4;
        }
    }
}
