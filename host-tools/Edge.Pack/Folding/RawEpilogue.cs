using Edge.Formats.Writing;

namespace Edge.Pack.Folding;

/// <summary>
/// The last layer: integer scores that are the real ones over one scale. Where all channels share scale and bias the accumulators are the scores;
/// else y = acc * M + B with the largest multipliers that cannot overflow, so that rounding moves a score by at most about 2^-14 of the score range.
/// </summary>
internal static class RawEpilogue
{
    private const double Limit = 1 << 30;

    public static (EpilogueDefinition Epilogue, double Scale) Fold(string layer, IReadOnlyList<Channel> channels, IReadOnlyList<(long Low, long High)> ranges)
    {
        (double slope, double intercept)[] lines = [.. channels.Select(Signed)];
        double steepest = lines.Max(line => Math.Abs(line.slope));
        if (steepest == 0 || lines.Any(line => !double.IsFinite(line.slope) || !double.IsFinite(line.intercept)))
        {
            throw new PackException("degenerate-output", $"layer {layer} gives the same scores for every image") { Try = "train longer; the weights of the last layer are all zero or not finite" };
        }

        if (lines.All(line => line.slope == steepest && line.intercept == lines[0].intercept))
        {
            return (new EpilogueDefinition { Kind = EpilogueKind.Raw }, steepest);
        }

        double largest = 0;
        for (int c = 0; c < lines.Length; c++)
        {
            largest = Math.Max(largest, (Math.Abs(lines[c].slope) * Math.Max(-ranges[c].Low, ranges[c].High)) + Math.Abs(lines[c].intercept));
        }

        // M must fit a 16-bit range comfortably for precision and acc * M + B an int32 for safety; the larger the unit, the coarser the scores.
        double scale = Math.Max(largest / Limit, steepest / int.MaxValue);
        return (new EpilogueDefinition
        {
            Kind = EpilogueKind.Raw,
            Multipliers = [.. lines.Select(line => (int)Math.Round(line.slope / scale))],
            Addends = [.. lines.Select(line => (long)Math.Round(line.intercept / scale))],
        }, scale);
    }

    private static (double Slope, double Intercept) Signed(Channel channel)
    {
        (double slope, double intercept) = channel.Line;
        return (channel.Rises ? slope : -slope, intercept);
    }
}
