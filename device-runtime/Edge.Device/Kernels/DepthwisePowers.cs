namespace Edge.Device.Kernels;

/// <summary>Depthwise weights that are powers of two, four bits each: shifts and additions alone.</summary>
internal static class DepthwisePowers
{
    /// <summary>acc[c] += sum over taps of +- row[t][c] &lt;&lt; exponent of the weight [t][c], shifted.</summary>
    public static void Accumulate(int shift, byte[] codes, byte[] row, int channels, int taps, int[] accumulators)
    {
        int rowBytes = (channels + 1) >> 1;
        for (int c = 0; c < channels; c++)
        {
            int sum = 0;
            int i = c;
            int at = c >> 1;
            int half = (c & 1) << 2;

            // hot
            for (int t = 0; t < taps; t++)
            {
                int code = codes[at] >> half;
                int n = code & 7;
                if (n != 0)
                {
                    int part = row[i] << (n - 1);
                    sum += (code & 8) == 0 ? part : -part;
                }

                i += channels;
                at += rowBytes;
            }

            accumulators[c] += sum << shift;
        }
    }
}
