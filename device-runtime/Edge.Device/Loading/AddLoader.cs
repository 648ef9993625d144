using Edge.Device.Epilogues;
using Edge.Device.Kernels;

namespace Edge.Device.Loading;

/// <summary>Replaces the epilogue of an add by the table of <see cref="AddTable"/> or the line of <see cref="AddLine"/>.</summary>
internal static class AddLoader
{
    public static void Load(Network network, int[] program, int layer)
    {
        int at = layer * LayerSlot.Stride;
        if (program[at + LayerSlot.Variant] == Variant.AddTable)
        {
            network.OutputTables[layer] = new byte[][] { Table(network, program, layer) };
            network.Parameters[layer] = null;
            network.Addends[layer] = null;
            network.Levels[layer] = null;
            return;
        }

        int[] range = new int[1];
        int[] offsets = new int[1];
        Widen(program[at + LayerSlot.AddFirst] * ((1 << program[at + LayerSlot.InputFormat]) - 1), range, offsets);
        Widen(program[at + LayerSlot.AddSecond] * ((1 << program[at + LayerSlot.Input2Format]) - 1), range, offsets);
        network.Offsets[layer] = offsets;
        LineLoader.Load(network, program, layer, range, offsets, wide: true);
        if (network.LineTables[layer] == null)
        {
            program[at + LayerSlot.Variant] = Variant.Add;
        }
    }

    private static void Widen(int part, int[] range, int[] offsets)
    {
        range[0] += part < 0 ? -part : part;
        offsets[0] -= part < 0 ? part : 0;
    }

    // All channels have the same epilogue, so each call answers as many pairs as there are channels. The arena is used as working memory.
    private static byte[] Table(Network network, int[] program, int layer)
    {
        int at = layer * LayerSlot.Stride;
        int channels = program[at + LayerSlot.OutputChannels];
        int shift = program[at + LayerSlot.Input2Format];
        byte[] table = new byte[AddTable.Entries];
        for (int first = 0; first < table.Length; first += channels)
        {
            int count = table.Length - first < channels ? table.Length - first : channels;
            for (int i = 0; i < count; i++)
            {
                int pair = first + i;
                network.Accumulators[i] = (program[at + LayerSlot.AddFirst] * (pair >> shift)) + (program[at + LayerSlot.AddSecond] * (pair & ((1 << shift) - 1)));
            }

            Epilogue.Apply(network, program, at, layer, 0, network.Arena, null);
            System.Array.Copy(network.Arena, program[at + LayerSlot.OutputOffset], table, first, count);
        }

        return table;
    }
}
