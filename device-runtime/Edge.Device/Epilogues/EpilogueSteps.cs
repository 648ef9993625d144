using Edge.Formats;

namespace Edge.Device.Epilogues;

/// <summary>Where a channel's output rises: for thresholds as they stand, for requantize and shift solved for the accumulator (FORMAT.md section 4).</summary>
internal static class EpilogueSteps
{
    private const long SafeAddend = 1L << 61;
    private const int SafeShift = 52;

    /// <summary>The number of steps of a layer's epilogue; 0 for raw outputs, which have none.</summary>
    public static int Count(int[] program, int at)
    {
        int kind = program[at + LayerSlot.Epilogue];
        return kind == Format.EpilogueThreshold ? program[at + LayerSlot.Argument]
            : kind == Format.EpilogueRaw ? 0
            : (1 << program[at + LayerSlot.OutputFormat]) - 1;
    }

    /// <summary>
    /// steps[k - 1] = the least v = accumulator + <paramref name="offset"/> in 0 .. <paramref name="highest"/> whose output is at least k; highest + 1 where there is none.
    /// False where the output does not rise with the accumulator, or where the sums of a forged file would wrap around.
    /// </summary>
    public static bool TryFind(Network network, int[] program, int at, int layer, int channel, long offset, long highest, long[] steps)
    {
        int count = Count(program, at);
        int argument = program[at + LayerSlot.Argument];
        int p = program[at + LayerSlot.Count] == 1 ? 0 : channel;
        int[] parameters = network.Parameters[layer];
        switch (program[at + LayerSlot.Epilogue])
        {
            case Format.EpilogueThreshold:
                for (int k = 0; k < count; k++)
                {
                    steps[k] = Clamp(parameters[(p * count) + k] + offset, highest);
                }

                return Ascending(steps, count);
            case Format.EpilogueRequantize:
                return TrySolve(parameters[p], network.Addends[layer][p], argument, offset, highest, count, steps);
            case Format.EpilogueShift:
                long addend = parameters[p];
                bool wraps = addend + highest > int.MaxValue || addend - offset < int.MinValue;
                return !wraps && TrySolve(1, addend, argument, offset, highest, count, steps);
            default:
                return false;
        }
    }

    // The least acc with acc * M + B >= k 2^S is ceil((k 2^S - B) / M).
    private static bool TrySolve(long multiplier, long addend, int shift, long offset, long highest, int count, long[] steps)
    {
        if (multiplier < 0 || shift > SafeShift || addend > SafeAddend || addend < -SafeAddend)
        {
            return false;
        }

        for (int k = 0; k < count; k++)
        {
            long rise = ((long)(k + 1) << shift) - addend;
            if (multiplier == 0)
            {
                steps[k] = rise <= 0 ? 0 : highest + 1;
                continue;
            }

            long step = rise / multiplier;
            if (step * multiplier < rise)
            {
                step++;
            }

            steps[k] = Clamp(step + offset, highest);
        }

        return true;
    }

    private static long Clamp(long step, long highest)
    {
        return step < 0 ? 0 : step > highest ? highest + 1 : step;
    }

    // The format says so; a forged file may not.
    private static bool Ascending(long[] steps, int count)
    {
        for (int k = 1; k < count; k++)
        {
            if (steps[k] < steps[k - 1])
            {
                return false;
            }
        }

        return true;
    }
}
