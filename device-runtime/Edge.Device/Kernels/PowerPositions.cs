using System;
using Edge.Device.Epilogues;
using Edge.Device.Kernels.Products;
using Edge.Formats;

namespace Edge.Device.Kernels;

/// <summary>
/// Convolutions whose weights are all powers of two, in the file's layout: two to four neighbouring output positions share every shift and every addition.
/// <code>
/// word k   | a k at position 2 | a k at position 1 | a k at position 0 |      lanes of 16, 21 or 32 bits
/// sum      | acc 2             | acc 1             | acc 0             |      signed: what a lane borrows is given back when it is taken out
/// </code>
/// </summary>
internal static class PowerPositions
{
    /// <summary>Positions that share a word: as many as the accumulators' range leaves room for, the sign included; 0 where the way does not fit the layer.</summary>
    public static int Lanes(int[] program, int at, int[] planes)
    {
        int plane = program[at + LayerSlot.FirstPlane];
        for (int i = 0; i < program[at + LayerSlot.Planes]; i++)
        {
            if (planes[plane + PlaneSlot.Encoding] != Format.EncodingPowers)
            {
                return 0;
            }

            plane += PlaneSlot.Stride;
        }

        int positions = program[at + LayerSlot.OutputHeight] * program[at + LayerSlot.OutputWidth];
        if (program[at + LayerSlot.Operator] != Format.OperatorConv2d || positions < 2)
        {
            return 0;
        }

        long range = ProductShape.Range(program, at, planes);
        return range < 1 << 15 ? 4 : range < 1 << 20 ? 3 : range <= int.MaxValue ? 2 : 0;
    }

    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        int width = program[at + LayerSlot.OutputWidth];
        int positions = program[at + LayerSlot.OutputHeight] * width;
        int outputs = program[at + LayerSlot.OutputChannels];
        int inputs = ProductShape.Inputs(program, at);
        int lanes = Lanes(program, at, network.Planes);
        int bits = ProductShape.LaneBits(lanes);
        ulong[] words = network.PositionInputs;
        ulong[] sums = DensePowers.Sums(network.PowerTables);
        for (int position = 0; position < positions; position += lanes)
        {
            int count = positions - position < lanes ? positions - position : lanes;
            Array.Clear(words, 0, inputs);
            for (int i = 0; i < count; i++)
            {
                Gather.Bytes(program, at, source, (position + i) / width, (position + i) % width, network.Row);
                Put(network.Row, words, inputs, i * bits);
            }

            Array.Clear(sums, 0, outputs);
            int plane = program[at + LayerSlot.FirstPlane];
            for (int i = 0; i < program[at + LayerSlot.Planes]; i++)
            {
                DensePowers.Add(
                    network.Bytes[plane / PlaneSlot.Stride], network.Row, words, inputs, network.Planes[plane + PlaneSlot.Shift], network.PowerTables, outputs);
                plane += PlaneSlot.Stride;
            }

            for (int i = 0; i < count; i++)
            {
                Take(sums, bits, network.Accumulators, outputs);
                Epilogue.Apply(network, program, at, layer, position + i, target, output);
            }
        }
    }

    private static void Put(byte[] row, ulong[] words, int inputs, int shift)
    {
        for (int k = 0; k < inputs; k++)
        {
            words[k] |= (ulong)row[k] << shift;
        }
    }

    // The lowest lane of each sum, with its sign; the next one moves down.
    private static void Take(ulong[] sums, int bits, int[] accumulators, int outputs)
    {
        int sign = 1 << (bits - 1);
        ulong mask = (1UL << bits) - 1;
        for (int o = 0; o < outputs; o++)
        {
            ulong sum = sums[o];
            int low = ((int)(sum & mask) ^ sign) - sign;
            accumulators[o] = low;
            sums[o] = (sum >> bits) + (low < 0 ? 1UL : 0UL);
        }
    }
}
