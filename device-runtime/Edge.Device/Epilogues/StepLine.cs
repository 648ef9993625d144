namespace Edge.Device.Epilogues;

/// <summary>
/// An epilogue of at most 255 steps as one line: y = table[(v * M + B) >> 22] for v = accumulator + offset, 0 &lt;= v &lt;= highest.
/// <code>
/// steps     t1    t2    t3           the first v whose output is 1, 2, 3
/// line   ---|-----|-----|--->  v     (512 + k) 2^22 lies between (t_k - 1) M + B and t_k M + B for every k
/// table  0 0 0 .. 0 1 2 3 3 .. 3     clamps on both sides, so one look-up replaces two comparisons
/// </code>
/// It is exact or it is not used: M is searched so that every step stays where it was.
/// </summary>
internal static class StepLine
{
    /// <summary>Kinds of lines: half a word with a table, a whole word with a table, a whole word clamped by comparisons.</summary>
    public const int None = 0;
    public const int Half = 1;
    public const int Whole = 2;
    public const int Ramp = 3;

    /// <summary>32 bits hold the sum: two lines fit a word (<see cref="PositionLine"/>).</summary>
    public const int Shift = 22;
    public const long Limit = 0xFFFFFFFFL;
    public const ulong BothHalves = 0x100000001UL;

    /// <summary>The same with the whole word for one line: finer, for wide accumulators.</summary>
    public const int WideShift = 50;
    public const long WideLimit = (1L << 60) - 1;

    /// <summary>
    /// Wide lines are kept 16 times as steep, so that the index is the word's top ten bits: inside the table even for the sums of a forged file.
    /// </summary>
    public const int WideScale = 4;
    public const int WideIndexShift = WideShift + WideScale;

    public const int TableBytes = 1024;
    public const int Middle = 512;

    /// <summary>
    /// Where the accumulators reach further than 512 steps beyond the outputs, no table of this size clamps them: a ramp goes to 32768 steps, and its addend lies so much lower that
    /// the outputs begin at 0.
    /// </summary>
    public const int RampShift = 44;
    public const int RampMiddle = 32768;

    /// <summary>
    /// Finds M and B for the steps t_1 .. t_count (ascending; 0: always passed, highest + 1: never), so that y = clamp(((v * M + B) >> shift) - middle).
    /// v * M + B is never negative and never more than <paramref name="limit"/>. False where no line passes them all.
    /// </summary>
    public static bool TryFit(long[] steps, int count, long highest, int shift, int middle, long limit, out long multiplier, out long addend)
    {
        multiplier = 0;
        addend = 0;
        long least = 0;
        long most = limit / (highest < 1 ? 1 : highest);
        Narrow(steps, count, highest, shift, ref least, ref most);
        while (least <= most)
        {
            long m = least + ((most - least) / 2);
            long low = 0;
            long lowSlope = 0;
            long high = limit - (highest * m);
            long highSlope = highest;
            for (int k = 0; k < count; k++)
            {
                long level = (long)(middle + k + 1) << shift;
                long step = steps[k];
                if (step <= highest && level - (step * m) > low)
                {
                    low = level - (step * m);
                    lowSlope = step;
                }

                if (step > 0 && level - 1 - ((step - 1) * m) < high)
                {
                    high = level - 1 - ((step - 1) * m);
                    highSlope = step - 1;
                }
            }

            if (low <= high)
            {
                multiplier = m;
                addend = low + ((high - low) / 2);
                return true;
            }

            // The room between low and high is a concave function of M with this slope.
            if (lowSlope > highSlope)
            {
                least = m + 1;
            }
            else if (lowSlope < highSlope)
            {
                most = m - 1;
            }
            else
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Clamping table: 0 below the first step, <paramref name="levels"/> (or the count itself) above.</summary>
    public static byte[] Table(int count, byte[] levels)
    {
        byte[] table = new byte[TableBytes];
        for (int i = 0; i < TableBytes; i++)
        {
            int y = i - Middle;
            y = y < 0 ? 0 : y > count ? count : y;
            table[i] = levels == null ? (byte)y : levels[y];
        }

        return table;
    }

    // The outermost steps inside the range bound the slope.
    private static void Narrow(long[] steps, int count, long highest, int shift, ref long least, ref long most)
    {
        int first = 0;
        int last = count - 1;
        while (first < count && steps[first] <= 0)
        {
            first++;
        }

        while (last > first && steps[last] > highest)
        {
            last--;
        }

        if (first >= last)
        {
            return;
        }

        long rise = (long)(last - first) << shift;
        long run = steps[last] - steps[first];
        long bound = rise / (run + 1);
        least = bound > least ? bound : least;
        bound = run > 1 ? (rise / (run - 1)) + 1 : most;
        most = bound < most ? bound : most;
    }
}
