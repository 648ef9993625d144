using Edge.Device.Epilogues;

namespace Edge.Device.Loading;

/// <summary>Where a channel's sums are few, its epilogue is a table of them: made by the epilogue itself, so it is equal whatever its kind.</summary>
internal static class OutputTables
{
    /// <summary>tables[c][v] = output of channel c for the accumulator v - offsets[c], v = 0 .. highest[c]. For outputs of 1 to 8 bits; the arena is used as working memory.</summary>
    public static byte[][] Make(Network network, int[] program, int layer, int[] highest, int[] offsets)
    {
        int at = layer * LayerSlot.Stride;
        int channels = program[at + LayerSlot.OutputChannels];
        int place = program[at + LayerSlot.OutputOffset];
        int[] accumulators = network.Accumulators;
        byte[][] tables = new byte[channels][];
        int most = 0;
        for (int c = 0; c < channels; c++)
        {
            tables[c] = new byte[highest[c] + 1];
            most = highest[c] > most ? highest[c] : most;
        }

        for (int v = 0; v <= most; v++)
        {
            for (int c = 0; c < channels; c++)
            {
                accumulators[c] = v - offsets[c];
            }

            Epilogue.Apply(network, program, at, layer, 0, network.Arena, null);
            for (int c = 0; c < channels; c++)
            {
                if (v <= highest[c])
                {
                    tables[c][v] = network.Arena[place + c];
                }
            }
        }

        return tables;
    }

    /// <summary>
    /// Replaces the epilogue that all channels share by one table: entry i is the output for the accumulator <paramref name="high"/> x (i >> <paramref name="bits"/>)
    /// + <paramref name="low"/> x (the lower bits of i).
    /// </summary>
    public static void Share(Network network, int[] program, int layer, int entries, int bits, int high, int low)
    {
        int at = layer * LayerSlot.Stride;
        int channels = program[at + LayerSlot.OutputChannels];
        byte[] table = new byte[entries];
        for (int first = 0; first < entries; first += channels)
        {
            // Each call answers as many entries as there are channels.
            int count = entries - first < channels ? entries - first : channels;
            for (int i = 0; i < count; i++)
            {
                network.Accumulators[i] = (high * ((first + i) >> bits)) + (low * ((first + i) & ((1 << bits) - 1)));
            }

            Epilogue.Apply(network, program, at, layer, 0, network.Arena, null);
            System.Array.Copy(network.Arena, program[at + LayerSlot.OutputOffset], table, first, count);
        }

        network.OutputTables = network.OutputTables ?? new byte[network.Layers()][][];
        network.OutputTables[layer] = new byte[][] { table };
        LineLoader.DropEpilogue(network, layer);
    }
}
