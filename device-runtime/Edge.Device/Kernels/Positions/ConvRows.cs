using System;
using Edge.Device.Epilogues;

namespace Edge.Device.Kernels.Positions;

/// <summary>
/// <see cref="ConvPositions"/> for kernels with few inputs, such as the first layer of an image network: the tables of an input row are built once
/// and serve every output row that reads it.
/// <code>
/// output row y      tables of input rows   | y - 1 | y | y + 1 |
/// output row y + 1                                 | y | y + 1 | y + 2 |     two moved, one built
/// </code>
/// Activations of 5 to 8 bits in four 16-bit lanes; groups of three inputs; the epilogue follows the look-ups in the same loop where it is a line.
/// </summary>
internal static class ConvRows
{
    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        int blocks = PositionShape.BlocksPerRow(program, at);
        int kernel = program[at + LayerSlot.KernelHeight];
        int stride = program[at + LayerSlot.StrideHeight];
        int rowEntries = RowShape.RowEntries(program, at);
        int loaded = 0;
        PositionInputs.FillPadding(network.Row, (int)PositionShape.PaddedBytes(program, at), (byte)program[at + LayerSlot.PadValue]);
        for (int y = 0; y < program[at + LayerSlot.OutputHeight]; y++)
        {
            int top = y * stride;
            int kept = loaded - top;
            for (int block = 0; block < blocks && kept > 0 && y > 0; block++)
            {
                Array.Copy(network.Tables[block], (kernel - kept) * rowEntries, network.Tables[block], 0, kept * rowEntries);
            }

            loaded = loaded < top ? top : loaded;
            for (; loaded < top + kernel; loaded++)
            {
                BuildRow(network, program, at, source, loaded - program[at + LayerSlot.PadTop], blocks, (loaded - top) * rowEntries);
            }

            for (int block = 0; block < blocks; block += PositionShape.BlocksPerPass)
            {
                Pass(network, program, at, layer, y, block, target, output);
            }
        }
    }

    private static void BuildRow(Network network, int[] program, int at, byte[] source, int row, int blocks, int to)
    {
        int rowInputs = PositionShape.RowInputs(program, at);
        ulong highest = (ulong)((1 << program[at + LayerSlot.InputFormat]) - 1) * 0x0001000100010001UL;
        bool inside = PositionInputs.CopyRow(program, at, source, row, network.Row, (int)PositionShape.PaddedBytes(program, at));
        for (int block = 0; block < blocks; block++)
        {
            PositionInputs.Load(program, at, inside, network.Row, block, 0, rowInputs, network.PositionInputs, 0);
            RowTables.Build(network.PositionInputs, rowInputs, highest, network.Tables[block], to);
        }
    }

    private static void Pass(Network network, int[] program, int at, int layer, int y, int block, byte[] target, int[] output)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        int width = program[at + LayerSlot.OutputWidth];
        int count = RowShape.Numbers(program, at);
        int x = block * 4;
        int pixel = (y * width) + x;
        int valid = width - x < 16 ? width - x : 16;
        ulong[][] tables = network.Tables;
        if (network.LineTables[layer] != null)
        {
            RowLookups.SumAndStore(
                network.Pairs[layer], count, tables, block, network.LineMultipliers[layer], network.LineTables[layer],
                target, program[at + LayerSlot.OutputOffset] + (pixel * outputs), valid, outputs);
            return;
        }

        // A block that does not exist computes the first one's sums again.
        ulong[] t0 = tables[block];
        ulong[] t1 = valid > 4 ? tables[block + 1] : t0;
        ulong[] t2 = valid > 8 ? tables[block + 2] : t0;
        ulong[] t3 = valid > 12 ? tables[block + 3] : t0;
        RowLookups.Sum(network.Pairs[layer], count, t0, t1, t2, t3, network.Sums, outputs);
        if (network.LinesOf(layer) != null)
        {
            int place = program[at + LayerSlot.OutputOffset] + (pixel * outputs);
            for (int i = 0; i < 16; i++)
            {
                network.Places[i] = i < valid ? place + (i * outputs) : place;
            }

            ConvPositions.Store(network, program, at, layer, 0, 4, target);
            return;
        }

        for (int i = 0; i < valid; i++)
        {
            PositionScalar.Apply(network, program, at, layer, i >> 2, 4, (i & 3) << 4, pixel + i, target, output);
        }
    }
}
