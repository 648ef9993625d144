using Edge.Device.Epilogues;

namespace Edge.Device.Loading;

/// <summary>Replaces a layer's epilogue parameters by the lines of <see cref="StepLine"/>, if every channel has one.</summary>
internal static class LineLoader
{
    /// <summary>
    /// highest[c]: the largest accumulator + offset of channel c, whose least one is 0; one element where all channels have the same parameters and bounds. Lines of positions share a word by two; <paramref name="wide"/> ones have it alone.
    /// </summary>
    public static void Load(Network network, int[] program, int layer, int[] highest, int[] offsets, bool wide)
    {
        int at = layer * LayerSlot.Stride;
        int outputs = highest.Length;
        int count = EpilogueSteps.Count(program, at);
        if (count == 0 || program[at + LayerSlot.OutputFormat] == Formats.Format.FormatBits)
        {
            return;
        }

        int shift = wide ? StepLine.WideShift : StepLine.Shift;
        long limit = wide ? StepLine.WideLimit : StepLine.Limit;
        long[] steps = new long[count];
        ulong[] multipliers = new ulong[outputs];
        ulong[] addends = new ulong[outputs];
        for (int c = 0; c < outputs; c++)
        {
            if (!EpilogueSteps.TryFind(network, program, at, layer, c, offsets[c], highest[c], steps)
                || !StepLine.TryFit(steps, count, highest[c], shift, limit, out long multiplier, out long addend))
            {
                return;
            }

            multipliers[c] = (ulong)multiplier << (wide ? StepLine.WideScale : 0);
            addends[c] = wide ? (ulong)addend << StepLine.WideScale : (ulong)(addend | (addend << 32));
        }

        network.LineMultipliers[layer] = multipliers;
        network.LineAddends[layer] = addends;
        network.LineTables[layer] = Table(network, program, layer, count);
        network.Parameters[layer] = null;
        network.Addends[layer] = null;
    }

    /// <summary>Whether a layer before <paramref name="layer"/> has the table that this one needs too.</summary>
    public static bool HasTable(Network network, int[] program, int layer, int count)
    {
        return program[(layer * LayerSlot.Stride) + LayerSlot.LevelsOffset] < 0 && Shared(network, program, layer, count) != null;
    }

    private static byte[] Table(Network network, int[] program, int layer, int count)
    {
        byte[] shared = network.Levels[layer] == null ? Shared(network, program, layer, count) : null;
        return shared ?? StepLine.Table(count, network.Levels[layer]);
    }

    // Layers with as many steps and no levels of their own share a table.
    private static byte[] Shared(Network network, int[] program, int layer, int count)
    {
        for (int other = 0; other < layer; other++)
        {
            if (network.LineTables[other] != null && network.Levels[other] == null && EpilogueSteps.Count(program, other * LayerSlot.Stride) == count)
            {
                return network.LineTables[other];
            }
        }

        return null;
    }
}
