namespace Edge.Train.PostTraining;

/// <summary>Chooses r for activations quantized evenly over [0, r] with 2^k levels.</summary>
public static class ActivationRange
{
    private const int Bins = 2048;
    private const int Candidates = 200;

    /// <summary>The range by <paramref name="rule"/>; 1 where no value is positive.</summary>
    /// <param name="samples">Activations as calibration saw them.</param>
    public static double Choose(ReadOnlySpan<float> samples, int bits, RangeRule rule)
    {
        float largest = 0;
        foreach (float sample in samples)
        {
            largest = Math.Max(largest, sample);
        }

        return largest <= 0 ? 1 : rule == RangeRule.Largest ? largest : LeastSquares(samples, bits, largest);
    }

    /// <summary>Mean squared error of clipping at <paramref name="range"/> and rounding to 2^bits levels; values below 0 are not counted.</summary>
    public static double Error(ReadOnlySpan<float> samples, int bits, double range)
    {
        double step = range / ((1 << bits) - 1);
        double sum = 0;
        foreach (float sample in samples)
        {
            double x = Math.Max(0, sample);
            double off = x - (Math.Round(Math.Min(x, range) / step) * step);
            sum += off * off;
        }

        return sum / samples.Length;
    }

    // Scans ranges over a histogram: each bin stands for its centre, which at 2048 bins moves the optimum by far less than two candidates lie apart.
    private static double LeastSquares(ReadOnlySpan<float> samples, int bits, double largest)
    {
        long[] counts = new long[Bins];
        foreach (float sample in samples)
        {
            if (sample > 0)
            {
                counts[Math.Min(Bins - 1, (int)(sample / largest * Bins))]++;
            }
        }

        (double best, double bestError) = (largest, double.PositiveInfinity);
        for (int i = 1; i <= Candidates; i++)
        {
            double range = largest * i / Candidates;
            double step = range / ((1 << bits) - 1);
            double error = 0;
            for (int bin = 0; bin < Bins; bin++)
            {
                double x = (bin + 0.5) * largest / Bins;
                double off = x - (Math.Round(Math.Min(x, range) / step) * step);
                error += counts[bin] * off * off;
            }

            if (error < bestError)
            {
                (best, bestError) = (range, error);
            }
        }

        return best;
    }
}
