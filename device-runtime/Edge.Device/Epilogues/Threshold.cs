namespace Edge.Device.Epilogues;

/// <summary>y = number of thresholds the accumulator reaches (FORMAT.md section 4, kind 0).</summary>
internal static class Threshold
{
    /// <summary>One threshold a channel, one bit an output; spare bits are 0.</summary>
    public static void ToBits(int[] accumulators, int[] thresholds, int step, int channels, byte[] target, int to)
    {
        int c = 0;
        if (step == 1)
        {
            for (; c + 8 <= channels; c += 8)
            {
                target[to++] = (byte)Eight(accumulators, thresholds, c);
            }
        }

        int bits = 0;
        for (; c < channels; c++)
        {
            if (accumulators[c] >= thresholds[c * step])
            {
                bits |= 1 << (c & 7);
            }

            if ((c & 7) == 7 || c == channels - 1)
            {
                target[to++] = (byte)bits;
                bits = 0;
            }
        }
    }

    private static int Eight(int[] accumulators, int[] thresholds, int c)
    {
        int bits = 0;
        if (accumulators[c] >= thresholds[c])
        {
            bits |= 1;
        }

        if (accumulators[c + 1] >= thresholds[c + 1])
        {
            bits |= 2;
        }

        if (accumulators[c + 2] >= thresholds[c + 2])
        {
            bits |= 4;
        }

        if (accumulators[c + 3] >= thresholds[c + 3])
        {
            bits |= 8;
        }

        if (accumulators[c + 4] >= thresholds[c + 4])
        {
            bits |= 16;
        }

        if (accumulators[c + 5] >= thresholds[c + 5])
        {
            bits |= 32;
        }

        if (accumulators[c + 6] >= thresholds[c + 6])
        {
            bits |= 64;
        }

        if (accumulators[c + 7] >= thresholds[c + 7])
        {
            bits |= 128;
        }

        return bits;
    }

    /// <summary><paramref name="count"/> ascending thresholds a channel, one byte an output: the count, or its level.</summary>
    public static void ToBytes(int[] accumulators, int[] thresholds, int step, int count, byte[] levels, int channels, byte[] target, int to)
    {
        int first = 0;
        int next = step * count;
        bool halves = count == 3 || count == 7 || count == 15;
        for (int c = 0; c < channels; c++)
        {
            int acc = accumulators[c];
            int y = 0;
            if (halves)
            {
                y = Halve(acc, thresholds, first, count);
            }
            else
            {
                while (y < count && acc >= thresholds[first + y])
                {
                    y++;
                }
            }

            target[to + c] = levels == null ? (byte)y : levels[y];
            first += next;
        }
    }

    /// <summary>Two, three or four comparisons find the place among 3, 7 or 15 thresholds.</summary>
    private static int Halve(int acc, int[] thresholds, int first, int count)
    {
        int at = first;
        if (count == 15 && acc >= thresholds[at + 7])
        {
            at += 8;
        }

        if (count != 3 && acc >= thresholds[at + 3])
        {
            at += 4;
        }

        if (acc >= thresholds[at + 1])
        {
            at += 2;
        }

        return acc >= thresholds[at] ? at + 1 - first : at - first;
    }
}
