namespace Edge.Device.Kernels;

/// <summary>
/// Add of two inputs whose values together have at most 8 bits: one look-up an element, in a table of all pairs that the epilogue itself filled while loading.
/// <code>
/// index   | a | b |     the bits of one value above those of the other
/// </code>
/// </summary>
internal static class AddTable
{
    public const int Entries = 256;

    /// <summary>Whether a layer has such a table: one epilogue for all channels, bytes in and out.</summary>
    public static bool Fits(int[] program, int at)
    {
        return AddLine.Fits(program, at) && program[at + LayerSlot.InputFormat] + program[at + LayerSlot.Input2Format] <= 8;
    }

    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] source2, byte[] target)
    {
        byte[] table = network.OutputTables[layer][0];
        int shift = program[at + LayerSlot.Input2Format];
        int i = program[at + LayerSlot.InputOffset];
        int j = program[at + LayerSlot.Input2Offset];
        int to = program[at + LayerSlot.OutputOffset];
        int end = to + (program[at + LayerSlot.OutputHeight] * program[at + LayerSlot.OutputWidth] * program[at + LayerSlot.OutputChannels]);
        if (shift == 4)
        {
            // hot
            for (; to < end; to++)
            {
                target[to] = table[(byte)((source[i] << 4) | source2[j])];
                i++;
                j++;
            }

            return;
        }

        for (; to < end; to++)
        {
            target[to] = table[(byte)((source[i] << shift) | source2[j])];
            i++;
            j++;
        }
    }
}
