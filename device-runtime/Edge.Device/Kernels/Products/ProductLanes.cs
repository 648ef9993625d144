using System;
using Edge.Device.Epilogues;

namespace Edge.Device.Kernels.Products;

/// <summary>
/// Dense and conv2d with weights of any width, several outputs a multiplication.
/// <code>
/// word             |     w2     |     w1     |     w0     |     signed weights of one input, added as whole words
/// word x a         |    w2 a    |    w1 a    |    w0 a    |     borrows run into the neighbours
/// sum + (c2, c1, c0)            acc + c in every lane           c = - the least accumulator: no lane is negative in the end
/// </code>
/// All arithmetic is modulo 2^64, so borrows and carries on the way cancel: only the result has to fit its lane. 21 bits hold 25 weights of 8 bits
/// on activations of 8 bits. Words stand by input modulo 16, so that one counter serves sixteen arrays.
/// </summary>
internal static class ProductLanes
{
    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        int height = program[at + LayerSlot.OutputHeight];
        int width = program[at + LayerSlot.OutputWidth];
        int outputs = program[at + LayerSlot.OutputChannels];
        int inputs = ProductShape.Inputs(program, at);
        int lanes = ProductShape.Lanes(program, at, network.Planes);
        int groups = ProductShape.Groups(outputs, lanes);
        int blocks = ProductShape.Blocks(inputs);
        bool tail = ProductShape.HasTail(inputs);
        ulong[][] columns = network.Columns[program[at + LayerSlot.FirstPlane] / PlaneSlot.Stride];
        byte[] row = network.Row;
        ulong[] sums = network.Sums;
        int pixel = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Gather.Bytes(program, at, source, y, x, row);
                Array.Copy(network.LaneBias[layer], sums, groups);
                AddBlocks(columns, row, blocks, groups, sums);
                if (tail)
                {
                    AddTail(columns, row, blocks * ProductShape.Block, blocks * groups, groups, sums);
                }

                Finish(network, program, at, layer, pixel, lanes, target, output);
                pixel++;
            }
        }
    }

    private static void Finish(Network network, int[] program, int at, int layer, int pixel, int lanes, byte[] target, int[] output)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        if (network.LineTables[layer] == null)
        {
            ProductSums.Take(network.Sums, lanes, network.Offsets[layer], network.Accumulators, outputs);
            Epilogue.Apply(network, program, at, layer, pixel, target, output);
            return;
        }

        ulong[] multipliers = network.LineMultipliers[layer];
        ulong[] addends = network.LineAddends[layer];
        int to = program[at + LayerSlot.OutputOffset] + (pixel * outputs);
        if (lanes == 3)
        {
            ProductLine.Apply(network.Sums, multipliers, addends, network.LineTables[layer], target, to, outputs);
            return;
        }

        ProductSums.Take(network.Sums, lanes, null, network.Accumulators, outputs);
        AccumulatorLine.Apply(network.Accumulators, multipliers, addends, network.LineTables[layer], target, to, outputs);
    }

    private static void AddBlocks(ulong[][] columns, byte[] row, int blocks, int groups, ulong[] lanes)
    {
        ulong[] c0 = columns[0], c1 = columns[1], c2 = columns[2], c3 = columns[3];
        ulong[] c4 = columns[4], c5 = columns[5], c6 = columns[6], c7 = columns[7];
        ulong[] c8 = columns[8], c9 = columns[9], c10 = columns[10], c11 = columns[11];
        ulong[] c12 = columns[12], c13 = columns[13], c14 = columns[14], c15 = columns[15];
        int k = 0;
        int i = 0;
        for (int block = 0; block < blocks; block++)
        {
            ulong a0 = row[k], a1 = row[k + 1], a2 = row[k + 2], a3 = row[k + 3];
            ulong a4 = row[k + 4], a5 = row[k + 5], a6 = row[k + 6], a7 = row[k + 7];
            ulong a8 = row[k + 8], a9 = row[k + 9], a10 = row[k + 10], a11 = row[k + 11];
            ulong a12 = row[k + 12], a13 = row[k + 13], a14 = row[k + 14], a15 = row[k + 15];

            // hot
            for (int g = 0; g < groups; g++)
            {
                lanes[g] = lanes[g] + (c0[i] * a0) + (c1[i] * a1) + (c2[i] * a2) + (c3[i] * a3)
                    + (c4[i] * a4) + (c5[i] * a5) + (c6[i] * a6) + (c7[i] * a7)
                    + (c8[i] * a8) + (c9[i] * a9) + (c10[i] * a10) + (c11[i] * a11)
                    + (c12[i] * a12) + (c13[i] * a13) + (c14[i] * a14) + (c15[i] * a15);
                i++;
            }

            k += ProductShape.Block;
        }
    }

    private static void AddTail(ulong[][] columns, byte[] row, int k, int i, int groups, ulong[] lanes)
    {
        ulong[] c0 = columns[0], c1 = columns[1], c2 = columns[2], c3 = columns[3];
        ulong[] c4 = columns[4], c5 = columns[5], c6 = columns[6], c7 = columns[7];
        ulong[] c8 = columns[8];
        ulong a0 = row[k], a1 = row[k + 1], a2 = row[k + 2], a3 = row[k + 3];
        ulong a4 = row[k + 4], a5 = row[k + 5], a6 = row[k + 6], a7 = row[k + 7];
        ulong a8 = row[k + 8];

        // hot
        for (int g = 0; g < groups; g++)
        {
            lanes[g] = lanes[g] + (c0[i] * a0) + (c1[i] * a1) + (c2[i] * a2) + (c3[i] * a3)
                + (c4[i] * a4) + (c5[i] * a5) + (c6[i] * a6) + (c7[i] * a7)
                + (c8[i] * a8);
            i++;
        }
    }
}
