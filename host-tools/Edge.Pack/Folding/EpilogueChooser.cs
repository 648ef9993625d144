using Edge.Formats.Writing;
using Edge.Train.Trained;

namespace Edge.Pack.Folding;

/// <summary>An epilogue and how it was proved: steps compared with the ideal ones, and how many of them differ (0, or the packer says so).</summary>
internal sealed record ChosenEpilogue(EpilogueDefinition Definition, long StepsChecked, long StepsDiffering);

/// <summary>Chooses the smallest epilogue whose steps are the ideal ones over the whole reachable range (FORMAT.md section 4).</summary>
internal static class EpilogueChooser
{
    private const int MaxThresholds = 15;

    /// <summary>
    /// <paramref name="channels"/> and <paramref name="lines"/> have one entry a channel, or one for all. Lines give each channel's value before the quantizer as a line in its (mirrored) accumulator.
    /// </summary>
    public static ChosenEpilogue Choose(string layer, StepQuantizer quantizer, IReadOnlyList<Steps> channels, IReadOnlyList<(double Slope, double Intercept)> lines)
    {
        int count = quantizer.Steps.Count;
        bool needsThresholds = quantizer.Bits == 0 || quantizer.Levels is not null;
        bool rises = channels.All(steps => !steps.Mirrored);
        long checkedSteps = (long)count * channels.Count;
        EpilogueDefinition? threshold = count <= MaxThresholds && rises ? Threshold(quantizer, channels) : null;
        if (needsThresholds || count == 1)
        {
            return new(threshold ?? throw Impossible(layer, quantizer, rises), checkedSteps, 0);
        }

        EpilogueDefinition? linear = (rises ? ShiftSearch.Find(quantizer, channels) : null) ?? RequantizeSearch.Find(quantizer, channels, lines);
        if (threshold is not null && (linear is null || Bytes(threshold) <= Bytes(linear)))
        {
            return new(threshold, checkedSteps, 0);
        }

        if (linear is not null)
        {
            return new(linear, checkedSteps, 0);
        }

        (EpilogueDefinition nearest, long differing) = RequantizeSearch.Nearest(layer, quantizer, channels, lines);
        return new(nearest, checkedSteps, differing);
    }

    private static EpilogueDefinition Threshold(StepQuantizer quantizer, IReadOnlyList<Steps> channels)
    {
        int[][] thresholds = [.. channels.Select(steps => steps.FirstAbove.Select(position => checked((int)position)).ToArray())];
        bool same = thresholds.All(t => t.AsSpan().SequenceEqual(thresholds[0]));
        return new EpilogueDefinition
        {
            Kind = EpilogueKind.Threshold,
            Thresholds = same ? [thresholds[0]] : thresholds,
            Levels = quantizer.Levels is null ? null : [.. quantizer.Levels],
        };
    }

    /// <summary>Bytes in the file.</summary>
    public static int Bytes(EpilogueDefinition epilogue) => epilogue.Kind switch
    {
        EpilogueKind.Threshold => (epilogue.Thresholds.Length * epilogue.Thresholds[0].Length * ThresholdWidth(epilogue)) + (epilogue.Levels?.Length ?? 0),
        EpilogueKind.Requantize => 12 * epilogue.Multipliers!.Length,
        EpilogueKind.Shift => 4 * epilogue.Addends!.Length,
        _ => 4 * ((epilogue.Addends?.Length ?? 0) + (epilogue.Multipliers?.Length ?? 0)),
    };

    private static int ThresholdWidth(EpilogueDefinition epilogue) =>
        epilogue.Thresholds.All(t => t.All(v => v is >= short.MinValue and <= short.MaxValue)) ? 2 : 4;

    private static PackException Impossible(string layer, StepQuantizer quantizer, bool rises) => rises
        ? new("too-many-steps", $"layer {layer} has an activation that no epilogue computes")
        {
            Expected = $"at most {MaxThresholds} steps where steps are uneven or the output is bits",
            Found = $"{quantizer.Steps.Count} steps",
            Try = "fewer activation bits, or evenly spaced steps",
        }
        : new("negative-gain", $"layer {layer} has a negative batch-norm gain on a channel whose weights cannot be negated")
        {
            Expected = "weights whose negation is representable (binary, ternary, symmetric or odd levels)",
            Found = "the lowest two's-complement weight",
            Try = "a symmetric weight quantizer",
        };
}
