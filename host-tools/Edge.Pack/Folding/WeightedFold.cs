using Edge.Formats.Writing;
using Edge.Train.Trained;

namespace Edge.Pack.Folding;

/// <summary>A dense, conv2d or depthwise layer made of integers: planes, epilogue, and what was proved on the way.</summary>
internal sealed record FoldedLayer(
    IReadOnlyList<PlaneDefinition> Planes, EpilogueDefinition Epilogue, IReadOnlyList<Channel> Channels, long LargestAccumulator, long StepsChecked, long StepsDiffering, double OutputScale);

/// <summary>Folds a weighted layer (design: batch norm, scales, bias and zero points go into the epilogue; falling channels get negated weights).</summary>
internal static class WeightedFold
{
    public static FoldedLayer Fold(TrainedLayer layer, StoredTensor input)
    {
        bool bitRows = UsesBitRows(layer, input);
        int perChannel = layer.Planes[0].Weights.Length / layer.Channels;
        int[][] weights = [.. layer.Planes.Select(plane => (int[])plane.Weights.Clone())];
        var channels = new Channel[layer.Channels];
        var ranges = new (long Low, long High)[layer.Channels];
        long largest = 0;
        for (int c = 0; c < layer.Channels; c++)
        {
            Channel channel = Describe(layer, input, weights, c, perChannel, bitRows);
            if (!channel.Rises && layer.Activation is not null && CanNegate(layer, weights, c, perChannel))
            {
                Negate(weights, c, perChannel);
                channel = Describe(layer, input, weights, c, perChannel, bitRows) with { Sign = -1 };
            }

            channels[c] = channel;
            ranges[c] = Range(layer, weights, c, perChannel, bitRows ? -1 : 0, bitRows ? 1 : input.Highest);
            largest = Math.Max(largest, Math.Max(-ranges[c].Low, ranges[c].High));
        }

        if (largest > int.MaxValue)
        {
            throw new PackException("accumulator-overflow", $"layer {layer.Name} can overflow the 32-bit accumulator")
            {
                Expected = $"at most {int.MaxValue}",
                Found = largest.ToString(),
                Try = "fewer inputs to the layer, or fewer weight or activation bits",
            };
        }

        PlaneDefinition[] planes = [.. layer.Planes.Select((plane, i) => Encode(plane, weights[i], bitRows) with { Coded = plane.Coded })];
        planes = bitRows ? planes : PowerPlanes.Shrink(planes);
        if (layer.Activation is null)
        {
            (EpilogueDefinition raw, double scale) = RawEpilogue.Fold(layer.Name, channels, ranges);
            return new(planes, raw, channels, largest, 0, 0, scale);
        }

        Steps[] steps = [.. channels.Select((channel, c) => channel.Find(layer.Activation, ranges[c].Low, ranges[c].High))];
        ChosenEpilogue chosen = EpilogueChooser.Choose(layer.Name, layer.Activation, steps, [.. channels.Select(channel => channel.Line)]);
        return new(planes, chosen.Definition, channels, largest, chosen.StepsChecked, chosen.StepsDiffering, layer.Activation.Scale);
    }

    /// <summary>Bit activations times binary or ternary weights are counted, not multiplied.</summary>
    internal static bool UsesBitRows(TrainedLayer layer, StoredTensor input) =>
        input.Format == 0 && layer.Operator != TrainedOperator.DepthwiseConv2d
        && layer.Planes.All(plane => plane.Domain is WeightDomain.Binary or WeightDomain.Ternary);

    private static Channel Describe(TrainedLayer layer, StoredTensor input, int[][] weights, int c, int perChannel, bool bitRows)
    {
        (double unit, int multiplier, int offset) = bitRows ? (1.0, 1, 0) : input.Affine;
        long sum = 0;
        for (int plane = 0; plane < weights.Length; plane++)
        {
            long planeSum = 0;
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++)
            {
                planeSum += weights[plane][i];
            }

            sum += planeSum << layer.Planes[plane].Shift;
        }

        double scale = layer.WeightScale.Count == 1 ? layer.WeightScale[0] : layer.WeightScale[c];
        return new Channel(1, multiplier, offset * sum, scale * unit, layer.Bias?[c] ?? 0, NormParameters.Of(layer.Norm, c));
    }

    private static (long Low, long High) Range(TrainedLayer layer, int[][] weights, int c, int perChannel, int lowest, int highest)
    {
        long low = 0;
        long high = 0;
        for (int plane = 0; plane < weights.Length; plane++)
        {
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++)
            {
                long weight = (long)weights[plane][i] << layer.Planes[plane].Shift;
                low += Math.Min(weight * lowest, weight * highest);
                high += Math.Max(weight * lowest, weight * highest);
            }
        }

        return (low, high);
    }

    private static bool CanNegate(TrainedLayer layer, int[][] weights, int c, int perChannel)
    {
        for (int plane = 0; plane < weights.Length; plane++)
        {
            TrainedPlane trained = layer.Planes[plane];
            int lowest = -(1 << (trained.Bits - 1));
            if (trained.Domain == WeightDomain.Signed && Array.IndexOf(weights[plane], lowest, c * perChannel, perChannel) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void Negate(int[][] weights, int c, int perChannel)
    {
        foreach (int[] plane in weights)
        {
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++)
            {
                plane[i] = -plane[i];
            }
        }
    }

    private static PlaneDefinition Encode(TrainedPlane plane, int[] weights, bool bitRows) => plane.Domain switch
    {
        WeightDomain.Binary => bitRows ? PlaneDefinition.Xnor(weights, plane.Shift) : PlaneDefinition.Binary(weights, plane.Shift),
        WeightDomain.Ternary => bitRows ? PlaneDefinition.MaskedXnor(weights, plane.Shift) : PlaneDefinition.Ternary(weights, plane.Shift),
        WeightDomain.Odd => new PlaneDefinition(LaneEncoding(plane.Bits), plane.Shift, 2, (1 << plane.Bits) - 1, 1 << plane.Bits, weights),
        _ => PlaneDefinition.Signed(plane.Bits, weights, plane.Shift),
    };

    private static PlaneEncoding LaneEncoding(int bits) => bits switch
    {
        1 => PlaneEncoding.Lanes1,
        2 => PlaneEncoding.Lanes2,
        <= 4 => PlaneEncoding.Lanes4,
        _ => PlaneEncoding.Bytes,
    };
}
