using Edge.Formats.Writing;
using Edge.Train.Trained;

namespace Edge.Pack.Folding;

/// <summary>
/// Finds y = clamp((acc * M + B) >> S) with the ideal steps. For a given M and S, step i lies right exactly if
/// <c>i 2^S - FirstAbove[i] M &lt;= B &lt; i 2^S - LastBelow[i] M</c>, so B is any integer in the intersection of these intervals.
/// </summary>
internal static class RequantizeSearch
{
    private const int MaxShift = 62;
    private const double MaxMultiplier = int.MaxValue;

    /// <summary>Null where no common S makes every channel exact.</summary>
    public static EpilogueDefinition? Find(StepQuantizer quantizer, IReadOnlyList<Steps> channels, IReadOnlyList<(double Slope, double Intercept)> lines)
    {
        if (!IsUniform(quantizer, out double width))
        {
            return null;
        }

        int highest = LargestShift(lines, width);
        for (int shift = highest; shift >= Math.Max(0, highest - 8); shift--)
        {
            int[] multipliers = new int[channels.Count];
            long[] addends = new long[channels.Count];
            bool exact = true;
            for (int c = 0; c < channels.Count && exact; c++)
            {
                exact = TryChannel(quantizer, channels[c], lines[c].Slope / width, shift, out multipliers[c], out addends[c]);
            }

            if (exact)
            {
                return Definition(shift, channels, multipliers, addends);
            }
        }

        return null;
    }

    /// <summary>The best multipliers where exactness cannot be had, and how many reachable accumulator values they get wrong, over all channels.</summary>
    public static (EpilogueDefinition Definition, long Differing) Nearest(
        string layer, StepQuantizer quantizer, IReadOnlyList<Steps> channels, IReadOnlyList<(double Slope, double Intercept)> lines)
    {
        if (!IsUniform(quantizer, out double width))
        {
            throw new PackException("uneven-steps", $"layer {layer} has more uneven activation steps than a threshold table holds")
            {
                Expected = "at most 15 uneven steps",
                Found = $"{quantizer.Steps.Count}",
                Try = "4 activation bits or fewer",
            };
        }

        int shift = LargestShift(lines, width);
        int[] multipliers = new int[channels.Count];
        long[] addends = new long[channels.Count];
        long differing = 0;
        for (int c = 0; c < channels.Count; c++)
        {
            if (!TryChannel(quantizer, channels[c], lines[c].Slope / width, shift, out multipliers[c], out addends[c]))
            {
                double scale = Math.ScaleB(1, shift);
                multipliers[c] = (int)Math.Round(lines[c].Slope / width * scale);
                addends[c] = (long)Math.Round((((lines[c].Intercept - quantizer.Steps[0]) / width) + 1) * scale);
                differing += Differing(channels[c], multipliers[c], addends[c], shift);
            }
        }

        return (Definition(shift, channels, multipliers, addends), differing);
    }

    private static bool TryChannel(StepQuantizer quantizer, Steps steps, double slope, int shift, out int multiplier, out long addend)
    {
        multiplier = (int)Math.Round(Math.ScaleB(slope, shift));
        if (Constant(steps) is { } value)
        {
            multiplier = 0;
            addend = value << shift;
            return true;
        }

        int highest = (1 << quantizer.Bits) - 1;
        Int128 low = Int128.MinValue;
        Int128 high = Int128.MaxValue;
        Int128 m = multiplier;
        for (int i = 0; i < steps.Count; i++)
        {
            Int128 level = (Int128)(i + 1) << shift;
            if (steps.FirstAbove[i] <= steps.High)
            {
                low = Int128.Max(low, level - (steps.FirstAbove[i] * m));
            }

            if (steps.LastBelow[i] >= steps.Low)
            {
                high = Int128.Min(high, level - 1 - (steps.LastBelow[i] * m));
            }
        }

        // With fewer steps than the output has values, nothing may reach the value above the last step.
        if (steps.Count < highest)
        {
            high = Int128.Min(high, ((Int128)(steps.Count + 1) << shift) - 1 - (steps.High * m));
        }

        addend = 0;
        if (low > high)
        {
            return false;
        }

        Int128 middle = low == Int128.MinValue ? high : high == Int128.MaxValue ? low : low + ((high - low) / 2);
        Int128 limit = (Int128)1 << 62;
        if (middle > limit || middle < -limit)
        {
            return false;
        }

        addend = (long)middle;
        return true;
    }

    /// <summary>The one value a channel ever has, or null.</summary>
    private static long? Constant(Steps steps)
    {
        long passed = 0;
        for (int i = 0; i < steps.Count; i++)
        {
            if (steps.FirstAbove[i] > steps.Low && steps.FirstAbove[i] <= steps.High)
            {
                return null;
            }

            passed += steps.FirstAbove[i] <= steps.Low ? 1 : 0;
        }

        return passed;
    }

    private static long Differing(Steps steps, int multiplier, long addend, int shift)
    {
        long differing = 0;
        for (int i = 0; i < steps.Count; i++)
        {
            Int128 level = (Int128)(i + 1) << shift;
            Int128 first = multiplier > 0 ? CeilingDivide(level - addend, multiplier) : (Int128)steps.High + 1;
            long position = (long)Int128.Clamp(first, steps.Low, (Int128)steps.High + 1);
            differing += position > steps.FirstAbove[i] ? position - steps.FirstAbove[i] : position <= steps.LastBelow[i] ? steps.LastBelow[i] - position + 1 : 0;
        }

        return differing;
    }

    private static Int128 CeilingDivide(Int128 dividend, Int128 divisor)
    {
        Int128 quotient = dividend / divisor;
        return quotient * divisor < dividend ? quotient + 1 : quotient;
    }

    private static bool IsUniform(StepQuantizer quantizer, out double width)
    {
        int count = quantizer.Steps.Count;
        width = count == 1 ? 1 : (quantizer.Steps[count - 1] - quantizer.Steps[0]) / (count - 1);
        for (int i = 0; i < count; i++)
        {
            if (Math.Abs(quantizer.Steps[i] - quantizer.Steps[0] - (i * width)) > 1e-6 * width)
            {
                return false;
            }
        }

        return quantizer.Levels is null;
    }

    private static int LargestShift(IReadOnlyList<(double Slope, double Intercept)> lines, double width)
    {
        double steepest = lines.Max(line => Math.Abs(line.Slope / width));
        if (steepest == 0)
        {
            return 0;
        }

        int shift = MaxShift;
        while (shift > 0 && Math.ScaleB(steepest, shift) > MaxMultiplier)
        {
            shift--;
        }

        // 2^Bits << S must leave room for the 64-bit sum.
        return Math.Min(shift, 52);
    }

    private static EpilogueDefinition Definition(int shift, IReadOnlyList<Steps> channels, int[] multipliers, long[] addends)
    {
        for (int c = 0; c < multipliers.Length; c++)
        {
            multipliers[c] = channels[c].Mirrored ? -multipliers[c] : multipliers[c];
        }

        bool same = multipliers.All(m => m == multipliers[0]) && addends.All(b => b == addends[0]);
        return new EpilogueDefinition
        {
            Kind = EpilogueKind.Requantize,
            Shift = shift,
            Multipliers = same ? [multipliers[0]] : multipliers,
            Addends = same ? [addends[0]] : addends,
        };
    }
}
