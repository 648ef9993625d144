using Edge.Train.Trained;

namespace Edge.Pack.Folding;

/// <summary>How many steps of a quantizer a sum of levels passes (add, average pool).</summary>
internal static class CountSteps
{
    /// <summary>
    /// Whether <paramref name="value"/> passes step <paramref name="step"/>. Sums of levels meet steps all the time: one closer than
    /// <see cref="StepQuantizer.TieTolerance"/> lies on the step, and the quantizer's rule for ties decides, not the rounding of real numbers.
    /// </summary>
    public static bool Passes(StepQuantizer quantizer, int step, double value)
    {
        double distance = value - quantizer.Steps[step];
        return Math.Abs(distance) <= StepQuantizer.TieTolerance * quantizer.Scale ? quantizer.Inclusive : distance > 0;
    }

    public static int Of(StepQuantizer quantizer, double value)
    {
        int low = 0;
        int high = quantizer.Steps.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Passes(quantizer, middle, value))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
