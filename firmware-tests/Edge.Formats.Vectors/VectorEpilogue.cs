using Edge.Formats.Writing;

namespace Edge.Formats.Vectors;

/// <summary>An epilogue whose parameters are fitted to the accumulators of an example, [pixels, channels].</summary>
/// <param name="Kind">One of the four of FORMAT.md section 4.</param>
/// <param name="Format">The output's format.</param>
/// <param name="Argument">Threshold: how many. Requantize and shift: the right shift. Raw: the stored width, 0, 4 or 8.</param>
/// <param name="Shared">One set of parameters for all channels.</param>
/// <param name="Levels">The level table of a threshold epilogue.</param>
internal sealed record VectorEpilogue(EpilogueKind Kind, int Format, int Argument, bool Shared = false, byte[]? Levels = null)
{
    public static VectorEpilogue Bits(bool shared = false) => new(EpilogueKind.Threshold, 0, 1, shared);

    public static VectorEpilogue Thresholds(int count, int format, bool shared = false) => new(EpilogueKind.Threshold, format, count, shared);

    public static VectorEpilogue Table(int format, params byte[] levels) => new(EpilogueKind.Threshold, format, levels.Length - 1, false, levels);

    public static VectorEpilogue Requantize(int format, int shift, bool shared = false) => new(EpilogueKind.Requantize, format, shift, shared);

    public static VectorEpilogue Shift(int format, int shift, bool shared = false) => new(EpilogueKind.Shift, format, shift, shared);

    public static VectorEpilogue Raw(int width = 0, bool shared = false) => new(EpilogueKind.Raw, 32, width, shared);

    public EpilogueDefinition Fit(long[] accumulators, int channels)
    {
        long[][] sets = Shared
            ? [[.. accumulators.Order()]]
            : [.. Enumerable.Range(0, channels).Select(c => accumulators.Where((_, i) => i % channels == c).Order().ToArray())];
        return Kind switch
        {
            EpilogueKind.Threshold => new EpilogueDefinition
            {
                Kind = Kind,
                Thresholds = [.. sets.Select((set, c) => Steps(set, c))],
                Levels = Levels,
            },
            EpilogueKind.Requantize => FitRequantize(sets),
            EpilogueKind.Shift => new EpilogueDefinition
            {
                Kind = Kind,
                Shift = Argument,
                Addends = [.. sets.Select((set, c) => (((1L << Format) << Argument) / 2) - set[set.Length / 2] + c)],
            },
            _ => new EpilogueDefinition
            {
                Kind = Kind,
                Addends = Argument == 0 ? null : [.. sets.Select((_, c) => (1000L * c) - 3000)],
                Multipliers = Argument == 8 ? [.. sets.Select((_, c) => (c % 3) - 1 + (c * 7))] : null,
            },
        };
    }

    /// <summary>Steps at equal parts of what occurred; an accumulator that equals a step counts it.</summary>
    private int[] Steps(long[] sorted, int channel)
    {
        int[] steps = new int[Argument];
        for (int i = 0; i < Argument; i++)
        {
            steps[i] = (int)sorted[(i + 1) * sorted.Length / (Argument + 1)] + ((i + channel) % 2);
        }

        Array.Sort(steps);
        return steps;
    }

    /// <summary>M and B that spread the accumulators over the output's values and a little beyond, with every other channel falling.</summary>
    private EpilogueDefinition FitRequantize(long[][] sets)
    {
        int[] multipliers = new int[sets.Length];
        long[] addends = new long[sets.Length];
        for (int c = 0; c < sets.Length; c++)
        {
            double range = Math.Max(1, sets[c][^1] - sets[c][0]);
            double target = (1 << Format) * 1.2;
            double gain = Math.Min(int.MaxValue, Math.Max(1, target / range * Math.Pow(2, Argument)));
            multipliers[c] = (int)(c % 2 == 0 ? gain : -gain);
            long start = c % 2 == 0 ? sets[c][0] : sets[c][^1];
            addends[c] = (-start * multipliers[c]) - (Argument == 0 ? 0 : 1L << (Argument - 1));
        }

        return new EpilogueDefinition { Kind = EpilogueKind.Requantize, Shift = Argument, Multipliers = multipliers, Addends = addends };
    }
}
