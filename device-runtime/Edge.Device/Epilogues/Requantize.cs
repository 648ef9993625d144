namespace Edge.Device.Epilogues;

/// <summary>y = clamp((acc * M + B) >> S) with a 64-bit product (FORMAT.md section 4, kind 1).</summary>
internal static class Requantize
{
    public static void ToBytes(int[] accumulators, int[] multipliers, long[] addends, int step, int shift, int highest, int channels, byte[] target, int to)
    {
        int p = 0;
        long most = highest;
        for (int c = 0; c < channels; c++)
        {
            long y = (((long)accumulators[c] * multipliers[p]) + addends[p]) >> shift;

            // One unsigned comparison finds both ends.
            if ((ulong)y > (ulong)most)
            {
                y = y < 0 ? 0 : most;
            }

            target[to++] = (byte)y;
            p += step;
        }
    }
}
