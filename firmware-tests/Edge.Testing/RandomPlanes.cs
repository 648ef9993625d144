using Edge.Formats.Writing;

namespace Edge.Testing;

internal static class RandomPlanes
{
    /// <summary>1 .. 3 planes whose accumulator cannot leave int32 for any input; none for operators without weights.</summary>
    public static IReadOnlyList<PlaneDefinition> For(Random random, LayerDefinition layer, ReferenceShape input, int inputs)
    {
        if (layer.Operator is Operator.AveragePool or Operator.Add)
        {
            return [];
        }

        int count = RandomNetwork.Pick(random, 1, 1, 1, 1, 2, 3);
        List<PlaneDefinition> planes = [];
        long room = int.MaxValue;
        for (int i = 0; i < count; i++)
        {
            PlaneDefinition plane = Plane(random, layer, input, inputs, isPlain: false);
            if (Bound(plane, inputs, input) > room / 2)
            {
                plane = Plane(random, layer, input, inputs, isPlain: true);
            }

            if (Bound(plane, inputs, input) <= room / 2 || i == 0)
            {
                room -= Bound(plane, inputs, input);
                planes.Add(plane);
            }
        }

        return planes;
    }

    private static PlaneDefinition Plane(Random random, LayerDefinition layer, ReferenceShape input, int inputs, bool isPlain)
    {
        PlaneEncoding encoding = RandomNetwork.Pick(random, PlaneEncoding.Lanes1, PlaneEncoding.Lanes2, PlaneEncoding.Lanes2, PlaneEncoding.Lanes4, PlaneEncoding.Bytes, PlaneEncoding.Powers);
        if (input.IsBits && layer.Operator != Operator.DepthwiseConv2d && random.Next(3) > 0)
        {
            encoding = RandomNetwork.Pick(random, PlaneEncoding.BitRows, PlaneEncoding.MaskedBitRows);
        }

        int shift = random.Next(3) > 0 || isPlain ? 0 : random.Next(1, 7);
        if (encoding is PlaneEncoding.BitRows or PlaneEncoding.MaskedBitRows)
        {
            bool isMasked = encoding == PlaneEncoding.MaskedBitRows;
            int[] signs = Weights(random, layer.OutputChannels * inputs, () => isMasked ? random.Next(-1, 2) : (2 * random.Next(2)) - 1);
            return isMasked ? PlaneDefinition.MaskedXnor(signs, shift) : PlaneDefinition.Xnor(signs, shift);
        }

        if (encoding == PlaneEncoding.Powers)
        {
            int exponents = random.Next(1, 8);
            return PlaneDefinition.Powers(Weights(random, layer.OutputChannels * inputs, () => random.Next(-1, 2) << random.Next(exponents)), shift);
        }

        int bits = (int)encoding;
        int levels = RandomNetwork.Pick(random, 1 << bits, 1 << bits, random.Next(2, (1 << bits) + 1));
        int step = isPlain ? 1 : RandomNetwork.Pick(random, 1, 1, 2, random.Next(1, 256));
        int zero = isPlain ? random.Next(levels) : RandomNetwork.Pick(random, levels / 2, step * (levels - 1) / 2, random.Next(256));
        zero = Math.Min(zero, 255);
        int[] weights = Weights(random, layer.OutputChannels * inputs, () => (step * random.Next(levels)) - zero);
        return new(encoding, shift, step, zero, levels, weights);
    }

    /// <summary>Mostly independent weights; sometimes all equal, which drives the sums to their ends.</summary>
    private static int[] Weights(Random random, int count, Func<int> next)
    {
        int same = next();
        bool isConstant = random.Next(12) == 0;
        int[] weights = new int[count];
        for (int i = 0; i < count; i++)
        {
            weights[i] = isConstant ? same : next();
        }

        return weights;
    }

    /// <summary>The largest |sum of weight * value| any row and any input can reach, shifted.</summary>
    private static long Bound(PlaneDefinition plane, int inputs, ReferenceShape input)
    {
        long largest = plane.Weights.Max(weight => Math.Abs((long)weight));
        return (largest * input.MaxValue * inputs) << plane.Shift;
    }
}
