using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>Epilogues that fit the accumulators a layer has for an example input: [pixels, channels].</summary>
public sealed class RandomEpilogue(Random random, int channels, long[] accumulators)
{
    private readonly int _count = channels > 1 && random.Next(3) == 0 ? 1 : channels;

    /// <summary>The epilogue and the output format that goes with it.</summary>
    public (EpilogueDefinition Epilogue, int Format) Make(bool isLast)
    {
        int choice = random.Next(isLast ? 8 : 6);
        return choice switch
        {
            < 2 => Bits(),
            2 or 3 => Thresholds(),
            4 => Requantize(),
            5 => Shift(),
            _ => Raw(),
        };
    }

    private (EpilogueDefinition Epilogue, int Format) Bits() =>
        (new() { Kind = EpilogueKind.Threshold, Thresholds = [.. Enumerable.Range(0, _count).Select(c => Ascending(c, 1))] }, 0);

    private (EpilogueDefinition Epilogue, int Format) Thresholds()
    {
        int steps = RandomNetwork.Pick(random, 1, 2, 3, 7, 15, random.Next(1, 16));
        int format = random.Next(32 - int.LeadingZeroCount(steps), 9);
        byte[]? levels = null;
        if (random.Next(3) == 0)
        {
            format = random.Next(1, 9);
            levels = [.. Enumerable.Range(0, steps + 1).Select(_ => (byte)random.Next(1 << format))];
        }

        int[][] thresholds = [.. Enumerable.Range(0, _count).Select(c => Ascending(c, steps))];
        return (new() { Kind = EpilogueKind.Threshold, Thresholds = thresholds, Levels = levels }, format);
    }

    private (EpilogueDefinition Epilogue, int Format) Requantize()
    {
        int format = random.Next(1, 9);
        int shift = RandomNetwork.Pick(random, random.Next(0, 20), random.Next(8, 40), random.Next(0, 63));
        int[] multipliers = new int[_count];
        long[] addends = new long[_count];
        for (int c = 0; c < _count; c++)
        {
            (long low, long high) = Range(c);
            double ideal = Math.ScaleB(((1 << format) - 1) * (0.5 + random.NextDouble()) / (high - low + 1), shift);
            int sign = random.Next(4) == 0 ? -1 : 1;
            multipliers[c] = sign * (int)Math.Min(Math.Max(ideal, 1), int.MaxValue);
            long origin = sign > 0 ? low : high;
            addends[c] = (-origin * multipliers[c]) + (shift > 0 ? 1L << (shift - 1) : 0);
        }

        return (new() { Kind = EpilogueKind.Requantize, Shift = shift, Multipliers = multipliers, Addends = addends }, format);
    }

    private (EpilogueDefinition Epilogue, int Format) Shift()
    {
        int format = random.Next(1, 9);
        (long low, long high) = Range(-1);
        int shift = 0;
        while (shift < 31 && (high - low) >> shift > (1 << format))
        {
            shift++;
        }

        shift = RandomNetwork.Pick(random, shift, shift, random.Next(32));
        long[] addends = [.. Enumerable.Range(0, _count).Select(c => Math.Clamp(-Range(c).Low + random.Next(-3, 4), int.MinValue, int.MaxValue))];
        return (new() { Kind = EpilogueKind.Shift, Shift = shift, Addends = addends }, format);
    }

    private (EpilogueDefinition Epilogue, int Format) Raw()
    {
        int width = RandomNetwork.Pick(random, 0, 4, 8);
        return (new()
        {
            Kind = EpilogueKind.Raw,
            Addends = width == 0 ? null : [.. Enumerable.Range(0, _count).Select(_ => (long)random.Next(-100_000, 100_000))],
            Multipliers = width < 8 ? null : [.. Enumerable.Range(0, _count).Select(_ => random.Next(-1000, 1000))],
        }, 32);
    }

    /// <summary>Steps at, beside and between the accumulators of a channel, now and then one that is never or always passed.</summary>
    private int[] Ascending(int channel, int count)
    {
        (long low, long high) = Range(channel);
        int[] steps = new int[count];
        for (int i = 0; i < count; i++)
        {
            steps[i] = random.Next(20) switch
            {
                0 => int.MaxValue,
                1 => int.MinValue,
                < 8 => (int)random.NextInt64(low, high + 1),
                < 10 => random.Next(-40_000, 40_000),
                _ => (int)Math.Clamp(Sample(channel) + random.Next(-1, 2), int.MinValue, int.MaxValue),
            };
        }

        Array.Sort(steps);
        return steps;
    }

    /// <summary>The accumulators that parameter set <paramref name="channel"/> serves.</summary>
    private (long Low, long High) Range(int channel)
    {
        IEnumerable<long> own = _count == 1 || channel < 0 ? accumulators : accumulators.Where((_, i) => i % channels == channel);
        return (own.Min(), own.Max());
    }

    private long Sample(int channel)
    {
        int pixel = random.Next(accumulators.Length / channels);
        return accumulators[(pixel * channels) + (_count == 1 ? random.Next(channels) : channel)];
    }
}
