namespace Edge.Device.Kernels.Positions;

/// <summary>
/// <see cref="ConvPositions"/> with many weights of 0: each output lists the inputs whose weight is +1, then those whose weight is -1.
/// <code>
/// table      x0 | x1 | x2 | .. | 0                                a word each, eight positions of 8 bits
/// output     c + (x1 + x4 + x7 + ..) - (x0 + x3 + ..)             c = highest x number of -1: no lane is negative in the end
/// </code>
/// Four blocks share each index. The cost follows the number of weights that are not 0; about two thirds of them are where pairs become as good.
/// </summary>
internal static class ConvLists
{
    /// <summary>Clears the entry that fills lists up.</summary>
    public static void Prepare(int[] program, int at, ulong[][] tables)
    {
        int nothing = ListShape.TableInputs(program, at);
        for (int b = 0; b < PositionShape.BlocksPerPass; b++)
        {
            tables[b][nothing] = 0;
        }
    }

    /// <summary>Makes the sums of the blocks <paramref name="first"/> .. <paramref name="last"/>.</summary>
    public static void AddChunks(Network network, int[] program, int at, int layer, byte[] source, int first, int last, int blocks)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        int channels = program[at + LayerSlot.InputChannels];
        int chunk = ListShape.Channels(program, at);
        ulong[][] tables = network.Tables;
        int from = 0;
        for (int channel = 0; channel < channels; channel += chunk)
        {
            ListTables.Fill(program, at, source, network.Row, first, last, blocks, channel, tables);
            from = ListLanes8.Accumulate(network.Pairs[layer], from, channel == 0, tables[0], tables[1], tables[2], tables[3], network.Sums, outputs);
        }
    }
}
