namespace Edge.Device.Epilogues;

/// <summary>y = acc * M + B in 32 bits, into the caller's array (FORMAT.md section 4, kind 3). Width 0: y = acc; 4: M = 1; 8: both.</summary>
internal static class Raw
{
    public static void ToIntegers(int[] accumulators, int[] parameters, int width, int count, int channels, int[] output, int to)
    {
        int p = 0;
        int step = count == 1 ? 0 : 1;
        for (int c = 0; c < channels; c++)
        {
            int y = accumulators[c];
            if (width == 8)
            {
                y *= parameters[count + p];
            }

            if (width != 0)
            {
                y += parameters[p];
            }

            output[to + c] = y;
            p += step;
        }
    }
}
