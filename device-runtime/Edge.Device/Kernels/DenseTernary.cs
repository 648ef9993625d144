using System;
using Edge.Device.Epilogues;
using Edge.Formats;

namespace Edge.Device.Kernels;

/// <summary>
/// A dense layer of ternary weights in row lanes that are never emptied on the way.
/// <code>
/// lane   sum of f a = acc + sum of a, f = 0, 1, 2      may pass 65535 and carry into its neighbour
/// word - (s, s, s, s) + (c0, c1, c2, c3) mod 2^64      s = sum of a, c = 255 x number of -1
/// lane   acc + c                                       between 0 and 255 x number of weights that are not 0
/// </code>
/// All arithmetic is modulo 2^64, so the carries on the way cancel: only the result has to fit its lane.
/// </summary>
internal static class DenseTernary
{
    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        int inputs = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth] * program[at + LayerSlot.InputChannels];
        byte[] row = network.Row;
        if (program[at + LayerSlot.InputFormat] == Format.FormatBits)
        {
            Gather.Bytes(program, at, source, 0, 0, row);
        }
        else
        {
            Array.Copy(source, program[at + LayerSlot.InputOffset], row, 0, inputs);
        }

        // The last word is read whole.
        int blocks = (inputs + 7) >> 3;
        Array.Clear(row, inputs, (8 * blocks) - inputs);
        ulong[] words = network.Words[program[at + LayerSlot.FirstPlane] / PlaneSlot.Stride];
        ulong sum = (ulong)DenseLanes2.AddBlocks(words, row, 0, blocks, (outputs + 3) >> 2, network.Lanes) * 0x0001000100010001UL;
        if (network.LineTables[layer] != null)
        {
            LaneLine.Apply(
                network.Lanes, network.LaneBias[layer], sum, network.LineMultipliers[layer], network.LineAddends[layer], network.LineTables[layer],
                target, program[at + LayerSlot.OutputOffset], outputs);
            return;
        }

        LaneAccumulators.Take(network.Lanes, network.LaneBias[layer], sum, network.Offsets[layer], network.Accumulators, outputs);
        Epilogue.Apply(network, program, at, layer, 0, target, output);
    }
}
