using Edge.Device.Epilogues;

namespace Edge.Device.Loading;

/// <summary>Replaces a layer's epilogue parameters by the lines of <see cref="StepLine"/>, if every channel has one.</summary>
internal static class LineLoader
{
    /// <summary>
    /// highest[c]: the largest accumulator + offset of channel c, whose least one is 0; one element where all channels have the same bounds; then there are as many lines as epilogues.
    /// Lines of the kind <paramref name="best"/> are tried first, then those of <paramref name="other"/> (<see cref="LayerSlot.LineKind"/>).
    /// </summary>
    public static void Load(Network network, int[] program, int layer, int[] highest, int[] offsets, int best, int other)
    {
        int at = layer * LayerSlot.Stride;
        int count = EpilogueSteps.Count(program, at);
        if (count == 0 || program[at + LayerSlot.OutputFormat] == Formats.Format.FormatBits)
        {
            return;
        }

        // The arrays are made when the first channel has a line: most layers without lines have none there.
        ulong[] multipliers = null;
        ulong[] addends = null;
        long[] steps = new long[count];
        int kind = TryFit(network, program, layer, highest, offsets, best, steps, ref multipliers, ref addends) ? best
            : TryFit(network, program, layer, highest, offsets, other, steps, ref multipliers, ref addends) ? other : StepLine.None;
        if (kind == StepLine.None)
        {
            return;
        }

        program[at + LayerSlot.LineKind] = kind;
        network.LineMultipliers = network.LineMultipliers ?? new ulong[network.Layers()][];
        network.LineMultipliers[layer] = multipliers;
        if (addends != null)
        {
            network.LineAddends = network.LineAddends ?? new ulong[network.Layers()][];
            network.LineAddends[layer] = addends;
        }

        network.LineTables[layer] = kind == StepLine.Ramp ? null : Table(network, program, layer, count);
        network.Parameters[layer] = null;
        if (network.Addends != null)
        {
            network.Addends[layer] = null;
        }
    }

    /// <summary>Keeps the offsets of a layer's accumulators, unless lines hold them.</summary>
    public static void KeepOffsets(Network network, int layer, int[] offsets)
    {
        if (network.LinesOf(layer) == null)
        {
            network.Offsets = network.Offsets ?? new int[network.Layers()][];
            network.Offsets[layer] = offsets;
        }
    }

    /// <summary>Frees an epilogue that a table replaces.</summary>
    public static void DropEpilogue(Network network, int layer)
    {
        network.Parameters[layer] = null;
        if (network.Addends != null)
        {
            network.Addends[layer] = null;
        }

        if (network.Levels != null)
        {
            network.Levels[layer] = null;
        }
    }

    /// <summary>Whether a layer before <paramref name="layer"/> has the table that this one needs too.</summary>
    public static bool HasTable(Network network, int[] program, int layer, int count)
    {
        return program[(layer * LayerSlot.Stride) + LayerSlot.LevelsOffset] < 0 && Shared(network, program, layer, count) != null;
    }

    private static bool TryFit(Network network, int[] program, int layer, int[] highest, int[] offsets, int kind, long[] steps, ref ulong[] multipliers, ref ulong[] addends)
    {
        // A ramp's outputs are its numbers.
        if (kind == StepLine.None || (kind == StepLine.Ramp && network.LevelsOf(layer) != null))
        {
            return false;
        }

        int at = layer * LayerSlot.Stride;
        int shift = kind == StepLine.Half ? StepLine.Shift : kind == StepLine.Whole ? StepLine.WideShift : StepLine.RampShift;
        int middle = kind == StepLine.Ramp ? StepLine.RampMiddle : StepLine.Middle;
        long limit = kind == StepLine.Half ? StepLine.Limit : StepLine.WideLimit;
        int lines = highest.Length == 1 ? program[at + LayerSlot.Count] : highest.Length;
        for (int c = 0; c < lines; c++)
        {
            int range = highest.Length == 1 ? 0 : c;
            if (!EpilogueSteps.TryFind(network, program, at, layer, c, offsets[range], highest[range], steps)
                || !StepLine.TryFit(steps, steps.Length, highest[range], shift, middle, limit, out long multiplier, out long addend))
            {
                return false;
            }

            multipliers = multipliers ?? new ulong[lines];
            if (kind == StepLine.Half)
            {
                multipliers[c] = (ulong)(multiplier | (addend << 32));
                continue;
            }

            addends = addends ?? new ulong[lines];
            multipliers[c] = (ulong)multiplier << (kind == StepLine.Whole ? StepLine.WideScale : 0);
            addends[c] = kind == StepLine.Whole ? (ulong)addend << StepLine.WideScale : (ulong)(addend - ((long)StepLine.RampMiddle << StepLine.RampShift));
        }

        return true;
    }

    private static byte[] Table(Network network, int[] program, int layer, int count)
    {
        byte[] levels = network.LevelsOf(layer);
        byte[] shared = levels == null ? Shared(network, program, layer, count) : null;
        return shared ?? StepLine.Table(count, levels);
    }

    // Layers with as many steps and no levels of their own share a table.
    private static byte[] Shared(Network network, int[] program, int layer, int count)
    {
        for (int other = 0; other < layer; other++)
        {
            if (network.LineTables[other] != null && network.LevelsOf(other) == null && EpilogueSteps.Count(program, other * LayerSlot.Stride) == count)
            {
                return network.LineTables[other];
            }
        }

        return null;
    }
}
