using System;
using Edge.Device.Epilogues;

namespace Edge.Device.Kernels.Positions;

/// <summary>
/// Ternary and binary conv2d without a multiplication: the lanes of a word are neighbouring output positions, and the inputs are taken in pairs.
/// <code>
/// inputs     x0, x1 : a word each, eight positions of 8 bits (four of 16)
/// table      the nine sums w0 x0 + w1 x1 for w in -1, 0, +1         built once for a block, used by every output
/// output     table[n0] + table[n1] + table[n2] + ..                  n = number of the pair's two weights, made while loading
/// </code>
/// Four blocks share each n. The cost does not depend on how many weights are zero.
/// </summary>
internal static class ConvPositions
{
    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        int blocks = PositionShape.BlocksPerRow(program, at);
        int total = program[at + LayerSlot.OutputHeight] * blocks;
        int stride = PositionShape.SumWords(program, at);
        bool lists = program[at + LayerSlot.Variant] == Variant.ConvLists;
        if (lists)
        {
            ConvLists.Prepare(program, at, network.Tables);
        }
        else
        {
            PositionTables.Clear(network.Tables);
        }

        PositionInputs.FillPadding(network.Row, (int)PositionShape.PaddedBytes(program, at), (byte)program[at + LayerSlot.PadValue]);
        for (int first = 0; first < total; first += PositionShape.BlocksPerPass)
        {
            int last = first + PositionShape.BlocksPerPass - 1 < total ? first + PositionShape.BlocksPerPass - 1 : total - 1;
            if (lists)
            {
                ConvLists.AddChunks(network, program, at, layer, source, first, last, blocks);
            }
            else
            {
                Array.Clear(network.Sums, 0, outputs * stride);
                AddChunks(network, program, at, layer, source, first, last, blocks);
            }

            Finish(network, program, at, layer, first, last, blocks, target, output);
        }
    }

    private static void AddChunks(Network network, int[] program, int at, int layer, byte[] source, int first, int last, int blocks)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        int inputs = PositionShape.Inputs(program, at);
        int lanes = PositionShape.Lanes(program, at);
        ulong highest = (ulong)((1 << program[at + LayerSlot.InputFormat]) - 1) * (lanes == 8 ? 0x0101010101010101UL : 0x0001000100010001UL);
        byte[] numbers = network.Pairs[layer];
        ulong[][] tables = network.Tables;
        int pairs = (inputs + 1) >> 1;
        int from = 0;
        for (int pair = 0; pair < pairs; pair += PositionShape.PairsPerChunk)
        {
            int count = pairs - pair < PositionShape.PairsPerChunk ? pairs - pair : PositionShape.PairsPerChunk;
            int used = inputs - (2 * pair) < 2 * count ? inputs - (2 * pair) : 2 * count;
            for (int block = first; block <= last; block++)
            {
                PositionInputs.Collect(program, at, source, network.Row, block, blocks, 2 * pair, used, network.PositionInputs);

                // The partner of the last input where their number is odd; its weight is 0.
                network.PositionInputs[used] = 0;
                PositionTables.Build(network.PositionInputs, count, highest, tables[block - first]);
            }

            count = PositionShape.ChunkPairs(pairs, pair);
            if (lanes == 8)
            {
                PositionLanes8.Accumulate(numbers, from, count, tables[0], tables[1], tables[2], tables[3], network.Sums, outputs);
            }
            else
            {
                PositionLanes16.Accumulate(numbers, from, count, tables[0], tables[1], tables[2], tables[3], network.Sums, outputs);
            }

            from += count * outputs;
        }
    }

    private static void Finish(Network network, int[] program, int at, int layer, int first, int last, int blocks, byte[] target, int[] output)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        int width = program[at + LayerSlot.OutputWidth];
        int lanes = PositionShape.Lanes(program, at);
        int stride = PositionShape.SumWords(program, at);
        int[] places = network.Places;
        bool line = network.LinesOf(layer) != null;
        int home = program[at + LayerSlot.OutputOffset];
        int spare = 0;
        for (int b = 0; b < PositionShape.BlocksPerPass; b++)
        {
            int x = (first + b) % blocks * lanes;
            int pixel = ((first + b) / blocks * width) + x;
            int valid = first + b > last ? 0 : width - x < lanes ? width - x : lanes;
            for (int lane = 0; lane < lanes; lane++)
            {
                // 8-bit lanes were widened: even positions lie in the block's first word, odd ones in its second.
                int word = lanes == 8 ? (2 * b) + (lane & 1) : b;
                int inWord = lanes == 8 ? lane >> 1 : lane;
                if (!line && lane < valid)
                {
                    PositionScalar.Apply(network, program, at, layer, word, stride, inWord * 16, pixel + lane, target, output);
                }

                int place = lane < valid ? home + ((pixel + lane) * outputs) : spare;
                spare = inWord == 0 && (word & 3) == 0 ? place : spare;
                places[(word * 4) + inWord] = place;
            }
        }

        if (!line)
        {
            return;
        }

        int blocksPerCall = lanes == 8 ? 2 : 4;
        for (int word = 0; first <= last; word += 4, first += blocksPerCall)
        {
            Store(network, program, at, layer, word, stride, target);
        }
    }

    /// <summary>The outputs of sixteen positions by their channels' lines or ramps: words <paramref name="word"/> .. + 3 of every output's sums.</summary>
    public static void Store(Network network, int[] program, int at, int layer, int word, int stride, byte[] target)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        ulong[] sums = network.Sums;
        ulong[] lines = network.LineMultipliers[layer];
        if (program[at + LayerSlot.LineKind] == StepLine.Half)
        {
            PositionLine.Apply(sums, word, stride, lines, network.LineTables[layer], network.Places, word * 4, target, outputs);
        }
        else
        {
            byte most = (byte)EpilogueSteps.Count(program, at);
            PositionRamp.Apply(sums, word, stride, lines, network.LineAddends[layer], most, network.Places, word * 4, target, outputs);
        }
    }
}
