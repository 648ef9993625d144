namespace Edge.Device.Kernels;

/// <summary>One byte a weight, row after row: the plain dot product.</summary>
internal static class DenseBytes
{
    /// <summary>acc[o] += (step * sum over k of field[o][k] * row[k] - zero * sum over k of row[k]) &lt;&lt; shift, for all outputs.</summary>
    public static void Accumulate(int[] planes, int plane, byte[] fields, byte[] row, int inputs, int[] accumulators, int outputs)
    {
        int step = planes[plane + PlaneSlot.Step];
        int shift = planes[plane + PlaneSlot.Shift];
        int offset = planes[plane + PlaneSlot.Zero] * Gather.Sum(row, inputs);
        int f = 0;
        for (int o = 0; o < outputs; o++)
        {
            int dot = 0;
            int k = 0;

            // hot
            for (; k + 4 <= inputs; k += 4)
            {
                dot += (fields[f] * row[k]) + (fields[f + 1] * row[k + 1]) + (fields[f + 2] * row[k + 2]) + (fields[f + 3] * row[k + 3]);
                f += 4;
            }

            for (; k < inputs; k++)
            {
                dot += fields[f++] * row[k];
            }

            accumulators[o] += ((step * dot) - offset) << shift;
        }
    }
}
