namespace Edge.Device.Kernels.Positions;

/// <summary>
/// <see cref="ConvPositions"/> with many weights of 0: each output lists the inputs whose weight is not.
/// <code>
/// table      x0 | x1 | .. | n0 | n1 | .. | 0        a word each, eight positions of 8 bits; n = highest - x
/// output     table[i] + table[j] + ..               i = k for a weight of +1, 127 + k for -1
/// </code>
/// Four blocks share each index. The cost follows the number of weights that are not 0; about two thirds of them are where pairs become as good.
/// </summary>
internal static class ConvLists
{
    /// <summary>Adds all inputs of the blocks <paramref name="first"/> .. <paramref name="last"/> to the sums.</summary>
    public static void AddChunks(Network network, int[] program, int at, int layer, int first, int last, int blocks, int slots)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        int rowInputs = PositionShape.RowInputs(program, at);
        int inputs = PositionShape.Inputs(program, at);
        int chunk = ListShape.ChunkInputs(inputs);
        ulong highest = (ulong)((1 << program[at + LayerSlot.InputFormat]) - 1) * 0x0101010101010101UL;
        ulong[][] tables = network.PositionTables;
        int from = 0;
        for (int input = 0; input < inputs; input += chunk)
        {
            int used = inputs - input < chunk ? inputs - input : chunk;
            for (int block = first; block <= last; block++)
            {
                int row = block / blocks * program[at + LayerSlot.StrideHeight];
                ulong[] table = tables[block - first];
                PositionTables.Collect(network.PositionRing, block % blocks, blocks, row, slots, rowInputs, input, used, table);
                Complement(table, used, highest);
            }

            from = ListLanes8.Accumulate(network.Pairs[layer], from, tables[0], tables[1], tables[2], tables[3], network.PositionSums, outputs);
        }
    }

    private static void Complement(ulong[] table, int count, ulong highest)
    {
        int to = ListShape.Complement;

        // hot
        for (int k = 0; k < count; k++)
        {
            table[to] = table[k] ^ highest;
            to++;
        }
    }
}
