using Edge.Train.Trained;

namespace Edge.Pack.Folding;

/// <summary>
/// One channel as a function of its device accumulator. The order of operations is part of the definition, so that any other implementation in
/// IEEE double precision gives the same bits:
/// <code>
/// t = Sign * (Multiplier * acc - Offset)           exact integer
/// x = Scale * t + Bias                             Scale = weight scale * input unit, one rounding
/// y = (x - Mean) * (Gamma / sqrt(Variance + Epsilon)) + Beta     where the layer has a norm
/// </code>
/// </summary>
internal sealed record Channel(int Sign, int Multiplier, long Offset, double Scale, double Bias, NormParameters? Norm)
{
    /// <summary>Whether y rises with acc (or does not depend on it).</summary>
    public bool Rises => Sign * Scale * (Norm?.Gain ?? 1) >= 0;

    public double Value(long accumulator)
    {
        double x = (Scale * (Sign * ((Multiplier * accumulator) - Offset))) + Bias;
        return Norm is null ? x : ((x - Norm.Mean) * Norm.Gain) + Norm.Beta;
    }

    /// <summary>The same as y = Slope * acc + Intercept (acc mirrored where it falls), rounded: good enough to choose a multiplier, not to decide a step.</summary>
    public (double Slope, double Intercept) Line
    {
        get
        {
            double gain = Norm?.Gain ?? 1;
            double slope = Math.Abs(Sign * Scale * Multiplier * gain);
            return (slope, (((-Sign * Scale * Offset) + Bias - (Norm?.Mean ?? 0)) * gain) + (Norm?.Beta ?? 0));
        }
    }

    /// <summary>Where the steps of <paramref name="quantizer"/> lie between two accumulator values; of a falling channel, mirrored.</summary>
    public Steps Find(StepQuantizer quantizer, long low, long high)
    {
        int direction = Rises ? 1 : -1;
        (long from, long to) = Rises ? (low, high) : (-high, -low);
        Steps steps = Steps.OfMonotone(from, to, quantizer.Steps.Count, (i, acc) =>
        {
            double y = Value(direction * acc);
            return quantizer.Inclusive ? y >= quantizer.Steps[i] : y > quantizer.Steps[i];
        });
        return steps with { Mirrored = !Rises };
    }
}

/// <summary>One channel's batch norm; Gain = Gamma / sqrt(Variance + Epsilon).</summary>
internal sealed record NormParameters(double Mean, double Gain, double Beta)
{
    public static NormParameters? Of(TrainedNorm? norm, int channel) => norm is null
        ? null
        : new(norm.Mean[channel], norm.Gamma[channel] / Math.Sqrt(norm.Variance[channel] + norm.Epsilon), norm.Beta[channel]);
}
