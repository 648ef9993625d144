namespace Edge.Device.Epilogues;

/// <summary>Any epilogue after <see cref="Kernels.Positions.ConvPositions"/>: takes the accumulators of one position out of their lanes and goes on as for a single pixel.</summary>
internal static class PositionScalar
{
    /// <summary>acc[o] = lane at <paramref name="shift"/> of sums[from + stride o] - offsets[o], then the layer's epilogue for <paramref name="pixel"/>.</summary>
    public static void Apply(Network network, int[] program, int at, int layer, int from, int stride, int shift, int pixel, byte[] target, int[] output)
    {
        ulong[] sums = network.Sums;
        int[] offsets = network.Offsets[layer];
        int[] accumulators = network.Accumulators;
        int outputs = program[at + LayerSlot.OutputChannels];
        for (int o = 0; o < outputs; o++)
        {
            accumulators[o] = (ushort)(sums[from] >> shift) - offsets[o];
            from += stride;
        }

        Epilogue.Apply(network, program, at, layer, pixel, target, output);
    }
}
