using Edge.Device.Epilogues;
using Edge.Device.Kernels;
using Edge.Device.Kernels.Channels;
using Edge.Device.Kernels.Positions;
using Edge.Device.Kernels.Products;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Gives layers a layout of their own while the memory limit and the heap last.</summary>
internal sealed class DerivedLayouts
{
    private readonly Network network;
    private readonly SectionReader sections;
    private readonly Scratch scratch;
    private readonly DerivedBudget budget;

    /// <summary>What the heap must hold beside: the layers still to come in the file's layouts, and what the application needs.</summary>
    private long reserve;
    private long spare;
    private long taken;
    private long added;

    public DerivedLayouts(Network network, SectionReader sections, long spare, long reserve, DerivedBudget budget)
    {
        this.budget = budget;
        this.network = network;
        this.sections = sections;
        this.reserve = reserve;
        this.spare = spare < budget.Most ? spare : budget.Most;
        scratch = new Scratch(network);
    }

    /// <summary>Makes the working memory for the variants chosen.</summary>
    public void AllocateScratch()
    {
        scratch.Allocate();
    }

    /// <summary>The layer's best derived variant for which there is memory, which is then taken; <see cref="Variant.None"/> where there is none.</summary>
    public int Choose(int[] program, int at)
    {
        reserve -= NetworkLoader.FileBytes(network, at);
        int hint = program[at + LayerSlot.Variant];
        for (int choice = 0; ; choice++)
        {
            int variant = Variant.ChooseDerived(program, at, network.Planes, hint, choice);
            if (variant == Variant.None)
            {
                return variant;
            }

            // Asked from here, not deeper: every frame on the way counts against the heap.
            long needed = Plan(program, at, variant);
            if (needed >= 0 && HeapProbe.Holds(needed))
            {
                Take();
                return variant;
            }

            scratch.Undo();
        }
    }

    // What the heap must hold for the layer and all that still comes; -1 where the memory limit does not. The working memory grows for it.
    private long Plan(int[] program, int at, int variant)
    {
        long bytes = DerivedSize.Weights(network, program, at, variant);
        long others = DerivedSize.Others(network, program, at, variant);
        if (variant == Variant.ProductRows)
        {
            // Without a line the other layout takes its place.
            long other = DerivedSize.Weights(network, program, at, Variant.ProductLanes);
            others += other > bytes ? other - bytes : 0;
        }

        added = bytes - NetworkLoader.PlaneBytes(network, at);
        taken = added + others + scratch.Grow(program, at, variant);
        return bytes > int.MaxValue || taken > spare ? -1 : bytes + others + scratch.Bytes() + reserve;
    }

    private void Take()
    {
        spare -= taken;
        budget.Taken += taken;
        network.WeightBytes += added;
    }

    // The layer just taken gets no layout of that kind after all.
    private void GiveBack()
    {
        scratch.Undo();
        spare += taken;
        budget.Taken -= taken;
        network.WeightBytes -= added;
    }

    /// <summary>Loads the weights of a layer in the layout of its chosen variant.</summary>
    public Status Load(int[] program, int layer, int variant)
    {
        int at = layer * LayerSlot.Stride;
        int plane = program[at + LayerSlot.FirstPlane];
        if (variant == Variant.DenseTernary)
        {
            return LoadTernary(program, layer, plane);
        }

        if (variant == Variant.PowerPositions)
        {
            return WeightLoader.LoadPlanes(network, program, layer, sections);
        }

        if (variant == Variant.DepthwiseChannels)
        {
            return DepthwiseLoader.Load(network, program, layer, plane, sections);
        }

        if (variant == Variant.DepthwiseTaps)
        {
            return TapLoader.Load(network, program, layer, sections);
        }

        if (variant == Variant.AddTable || variant == Variant.AddLine)
        {
            AddLoader.Load(network, program, layer);
            return Status.Ok;
        }

        if (variant == Variant.AverageTable)
        {
            OutputTables.Share(network, program, layer, AveragePool.Entries, 10, 0, 1);
            return Status.Ok;
        }

        if (variant == Variant.ProductLanes || variant == Variant.ProductRows)
        {
            return ProductLoader.Load(network, program, layer, sections);
        }

        int outputs = program[at + LayerSlot.OutputChannels];
        int inputs = PositionShape.Inputs(program, at);
        TernaryReader reader = Reader(plane, inputs, outputs);
        int bytes = (int)DerivedSize.Weights(network, program, at, variant);
        int highest = (1 << program[at + LayerSlot.InputFormat]) - 1;
        network.Pairs = network.Pairs ?? new byte[network.Layers()][];
        switch (variant)
        {
            case Variant.ConvLists:
                network.Pairs[layer] = ListLoader.Load(reader, Reader(plane, inputs, outputs), program, at);
                if (network.Pairs[layer] == null)
                {
                    return LoadPairs(program, layer);
                }

                network.WeightBytes += network.Pairs[layer].Length - bytes;
                break;
            case Variant.ConvRows:
                network.Pairs[layer] = new byte[bytes];
                RowLoader.Load(reader, program, at, network.Pairs[layer]);
                break;
            case Variant.ConvPositions:
                network.Pairs[layer] = new byte[bytes];
                PairLoader.Load(reader, inputs, outputs, network.Pairs[layer]);
                break;
            default:
                network.Columns = network.Columns ?? new ulong[network.PlaneCount()][][];
                network.Columns[plane / PlaneSlot.Stride] = FieldLoader.Load(reader, inputs, outputs);
                highest = DenseFields.Complement;
                break;
        }

        for (int o = 0; o < outputs; o++)
        {
            reader.Positive[o] = (reader.Positive[o] + reader.Negative[o]) * highest;
            reader.Negative[o] *= highest;
        }

        bool dense = variant == Variant.DenseFields;
        LineLoader.Load(network, program, layer, reader.Positive, reader.Negative, dense ? StepLine.Whole : StepLine.Half, dense ? StepLine.None : StepLine.Ramp);
        LineLoader.KeepOffsets(network, layer, reader.Negative);
        return reader.Status;
    }

    // Lists do not pay: pairs take less memory for the weights and more for the tables.
    private Status LoadPairs(int[] program, int layer)
    {
        int at = layer * LayerSlot.Stride;
        GiveBack();
        long needed = Plan(program, at, Variant.ConvPositions);
        if (needed >= 0 && HeapProbe.Holds(needed))
        {
            Take();
            program[at + LayerSlot.Variant] = Variant.ConvPositions;
            return Load(program, layer, Variant.ConvPositions);
        }

        scratch.Undo();
        program[at + LayerSlot.Variant] = Variant.Choose(program, at, network.Planes);
        return WeightLoader.LoadPlanes(network, program, layer, sections);
    }

    private TernaryReader Reader(int plane, int inputs, int outputs)
    {
        return new TernaryReader(sections, network.Planes[plane + PlaneSlot.Encoding], network.Planes[plane + PlaneSlot.Offset], inputs, outputs);
    }

    // The file's layout, with the range of its accumulators; without one the layer stays as it is.
    private Status LoadTernary(int[] program, int layer, int plane)
    {
        int at = layer * LayerSlot.Stride;
        Status status = WeightLoader.LoadPlane(network, program, layer, plane, sections);
        int outputs = program[at + LayerSlot.OutputChannels];
        int highest = program[at + LayerSlot.InputFormat] == Format.FormatBits ? 1 : (1 << program[at + LayerSlot.InputFormat]) - 1;
        int[] range = new int[outputs];
        int[] offsets = new int[outputs];
        bool fits = status == Status.Ok
            && TernaryBounds.TryCount(network.Words[plane / PlaneSlot.Stride], PositionShape.Inputs(program, at), outputs, range, offsets);
        ulong[] bias = new ulong[(outputs + 3) >> 2];
        for (int o = 0; o < outputs && fits; o++)
        {
            fits = (long)(range[o] + offsets[o]) * highest <= 0xFFFF;
            range[o] = (range[o] + offsets[o]) * highest;
            offsets[o] *= highest;
            bias[o >> 2] += (ulong)offsets[o] << ((o & 3) << 4);
        }

        if (!fits)
        {
            program[at + LayerSlot.Variant] = Variant.MatrixBytes;
            return status;
        }

        network.LaneBias = network.LaneBias ?? new ulong[network.Layers()][];
        network.LaneBias[layer] = bias;
        LineLoader.Load(network, program, layer, range, offsets, StepLine.Whole, StepLine.None);
        LineLoader.KeepOffsets(network, layer, offsets);
        return status;
    }
}
