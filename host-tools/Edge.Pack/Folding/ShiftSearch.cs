using Edge.Formats.Writing;
using Edge.Train.Trained;

namespace Edge.Pack.Folding;

/// <summary>Finds y = clamp((acc + B) >> S) with the ideal steps: possible where every channel's step is a power of two wide, a third of requantize's size.</summary>
internal static class ShiftSearch
{
    private const int MaxShift = 31;

    /// <summary>Null where no S makes every channel exact.</summary>
    public static EpilogueDefinition? Find(StepQuantizer quantizer, IReadOnlyList<Steps> channels)
    {
        for (int shift = 0; shift <= MaxShift; shift++)
        {
            long[] addends = new long[channels.Count];
            bool exact = true;
            for (int c = 0; c < channels.Count && exact; c++)
            {
                exact = TryChannel(quantizer, channels[c], shift, out addends[c]);
            }

            if (exact)
            {
                return new EpilogueDefinition
                {
                    Kind = EpilogueKind.Shift,
                    Shift = shift,
                    Addends = addends.All(b => b == addends[0]) ? [addends[0]] : addends,
                };
            }
        }

        return null;
    }

    private static bool TryChannel(StepQuantizer quantizer, Steps steps, int shift, out long addend)
    {
        long low = long.MinValue;
        long high = long.MaxValue;
        for (int i = 0; i < steps.Count; i++)
        {
            long level = (i + 1L) << shift;
            low = steps.FirstAbove[i] <= steps.High ? Math.Max(low, level - steps.FirstAbove[i]) : low;
            high = steps.LastBelow[i] >= steps.Low ? Math.Min(high, level - 1 - steps.LastBelow[i]) : high;
        }

        if (steps.Count < (1 << quantizer.Bits) - 1)
        {
            high = Math.Min(high, ((steps.Count + 1L) << shift) - 1 - steps.High);
        }

        addend = low == long.MinValue ? high : low;
        return low <= high && addend >= int.MinValue && addend <= int.MaxValue
            && steps.Low + addend >= int.MinValue && steps.High + addend <= int.MaxValue;
    }
}
