namespace Edge.Device.Kernels;

/// <summary>
/// Add of two inputs whose values together have at most 8 bits: one look-up an element, in a table of all pairs that the epilogue itself filled while loading.
/// <code>
/// index   | other | own |     own: the value where the output goes (<see cref="AddPlace"/>)
/// </code>
/// </summary>
internal static class AddTable
{
    public const int Entries = 256;

    /// <summary>Whether a layer has such a table: one epilogue for all channels, bytes in and out.</summary>
    public static bool Fits(int[] program, int at)
    {
        return program[at + LayerSlot.Count] == 1 && AddLine.Fits(program, at) && program[at + LayerSlot.InputFormat] + program[at + LayerSlot.Input2Format] <= 8;
    }

    /// <summary>The bits of the value where the output goes.</summary>
    public static int OwnBits(int[] program, int at)
    {
        return program[at + (AddPlace.IsFirst(program, at) ? LayerSlot.InputFormat : LayerSlot.Input2Format)];
    }

    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] source2, byte[] target)
    {
        byte[] table = network.OutputTables[layer][0];
        int i = program[at + LayerSlot.OutputOffset];
        int end = i + (program[at + LayerSlot.OutputHeight] * program[at + LayerSlot.OutputWidth] * program[at + LayerSlot.OutputChannels]);
        byte[] other = AddPlace.Align(program, at, source, source2, target, out int distance);
        int shift = OwnBits(program, at);
        if (shift == 4)
        {
            int distance1 = distance + 1;
            int distance2 = distance + 2;
            int distance3 = distance + 3;

            // hot
            for (int whole = end - 3; i < whole; i += 4)
            {
                target[i] = table[(byte)((other[i + distance] << 4) | target[i])];
                target[i + 1] = table[(byte)((other[i + distance1] << 4) | target[i + 1])];
                target[i + 2] = table[(byte)((other[i + distance2] << 4) | target[i + 2])];
                target[i + 3] = table[(byte)((other[i + distance3] << 4) | target[i + 3])];
            }
        }

        for (; i < end; i++)
        {
            target[i] = table[(byte)((other[i + distance] << shift) | target[i])];
        }
    }
}
