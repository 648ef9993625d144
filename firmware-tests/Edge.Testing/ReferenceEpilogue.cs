using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>FORMAT.md section 4: from accumulators to outputs, one element at a time.</summary>
public static class ReferenceEpilogue
{
    /// <summary>Accumulators [pixels, channels] -> outputs [pixels, channels]. An accumulator outside int32 breaks the packer's promise and throws.</summary>
    public static int[] Apply(EpilogueDefinition epilogue, int channels, int format, long[] accumulators)
    {
        int[] outputs = new int[accumulators.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            int acc = checked((int)accumulators[i]);
            int channel = i % channels;
            outputs[i] = epilogue.Kind switch
            {
                EpilogueKind.Threshold => Threshold(epilogue, channel, acc),
                EpilogueKind.Requantize => Requantize(epilogue, channel, acc, format),
                EpilogueKind.Shift => Shift(epilogue, channel, acc, format),
                EpilogueKind.Raw => Raw(epilogue, channel, acc),
                _ => throw new ArgumentException($"no epilogue has the kind {epilogue.Kind}", nameof(epilogue)),
            };
        }

        return outputs;
    }

    private static int Threshold(EpilogueDefinition epilogue, int channel, int acc)
    {
        int[] thresholds = Of(epilogue.Thresholds, channel);
        int count = thresholds.Count(threshold => acc >= threshold);
        return epilogue.Levels is null ? count : epilogue.Levels[count];
    }

    private static int Requantize(EpilogueDefinition epilogue, int channel, int acc, int format)
    {
        long scaled = unchecked(((long)acc * Of(epilogue.Multipliers!, channel)) + Of(epilogue.Addends!, channel)) >> epilogue.Shift;
        return (int)Math.Clamp(scaled, 0, (1 << format) - 1);
    }

    private static int Shift(EpilogueDefinition epilogue, int channel, int acc, int format)
    {
        int sum = unchecked(acc + (int)Of(epilogue.Addends!, channel));
        return Math.Clamp(sum >> epilogue.Shift, 0, (1 << format) - 1);
    }

    private static int Raw(EpilogueDefinition epilogue, int channel, int acc)
    {
        int multiplier = epilogue.Multipliers is null ? 1 : Of(epilogue.Multipliers, channel);
        int addend = epilogue.Addends is null ? 0 : (int)Of(epilogue.Addends, channel);
        return unchecked((acc * multiplier) + addend);
    }

    /// <summary>One set of parameters for all channels, or one a channel.</summary>
    private static T Of<T>(T[] parameters, int channel) => parameters.Length == 1 ? parameters[0] : parameters[channel];
}
