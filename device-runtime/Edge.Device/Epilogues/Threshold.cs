namespace Edge.Device.Epilogues;

/// <summary>y = number of thresholds the accumulator reaches (FORMAT.md section 4, kind 0).</summary>
internal static class Threshold
{
    /// <summary>One threshold a channel, one bit an output; spare bits are 0.</summary>
    public static void ToBits(int[] accumulators, int[] thresholds, int step, int channels, byte[] target, int to)
    {
        int t = 0;
        int bits = 0;
        for (int c = 0; c < channels; c++)
        {
            if (accumulators[c] >= thresholds[t])
            {
                bits |= 1 << (c & 7);
            }

            t += step;
            if ((c & 7) == 7)
            {
                target[to++] = (byte)bits;
                bits = 0;
            }
        }

        if ((channels & 7) != 0)
        {
            target[to] = (byte)bits;
        }
    }

    /// <summary><paramref name="count"/> ascending thresholds a channel, one byte an output: the count, or its level.</summary>
    public static void ToBytes(int[] accumulators, int[] thresholds, int step, int count, byte[] levels, int channels, byte[] target, int to)
    {
        int first = 0;
        for (int c = 0; c < channels; c++)
        {
            int acc = accumulators[c];
            int y = 0;
            while (y < count && acc >= thresholds[first + y])
            {
                y++;
            }

            target[to + c] = levels == null ? (byte)y : levels[y];
            first += step * count;
        }
    }
}
