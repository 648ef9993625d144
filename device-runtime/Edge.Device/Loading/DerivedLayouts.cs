using Edge.Device.Epilogues;
using Edge.Device.Kernels;
using Edge.Device.Kernels.Channels;
using Edge.Device.Kernels.Positions;
using Edge.Device.Kernels.Products;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Gives layers a layout of their own while the memory lasts.</summary>
internal sealed class DerivedLayouts
{
    private readonly Network network;
    private readonly SectionReader sections;
    private readonly Scratch scratch;
    private readonly DerivedBudget budget;
    private long spare;

    public DerivedLayouts(Network network, SectionReader sections, long spare, DerivedBudget budget)
    {
        this.budget = budget;
        this.network = network;
        this.sections = sections;
        this.spare = spare < budget.Most ? spare : budget.Most;
        scratch = new Scratch(network);
        network.Scratch = scratch;
    }

    /// <summary>The layer's best derived variant for which there is memory, which is then taken; <see cref="Variant.None"/> where there is none.</summary>
    public int Choose(int[] program, int at)
    {
        int hint = program[at + LayerSlot.Variant];
        for (int choice = 0; ; choice++)
        {
            int variant = Variant.ChooseDerived(program, at, network.Planes, hint, choice);
            if (variant == Variant.None || TryTake(program, at, variant))
            {
                return variant;
            }
        }
    }

    private bool TryTake(int[] program, int at, int variant)
    {
        long bytes = WeightBytes(program, at, variant);
        long added = bytes;
        for (int i = 0; i < program[at + LayerSlot.Planes]; i++)
        {
            added -= WeightLoader.PlaneBytes(program, at, network.Planes, program[at + LayerSlot.FirstPlane] + (i * PlaneSlot.Stride));
        }

        long parameters = (program[at + LayerSlot.OutputChannels] * 24L) + StepLine.TableBytes + (5 * 32);
        if (variant == Variant.DepthwiseChannels && ChannelShape.Lanes(program, at) == 8)
        {
            parameters = program[at + LayerSlot.OutputChannels] * (ChannelShape.HighestSum(program, at) + 1L + 32);
        }

        if (variant == Variant.ProductRows)
        {
            // Without a line the other layout takes its place.
            long other = WeightBytes(program, at, Variant.ProductLanes);
            parameters += other > bytes ? other - bytes : 0;
        }

        long working = scratch.Grow(program, at, variant);
        if (bytes > int.MaxValue || added + parameters + working > spare)
        {
            scratch.Undo();
            return false;
        }

        spare -= added + parameters + working;
        budget.Taken += added + parameters + working;
        network.WeightBytes += added;
        return true;
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

        if (variant == Variant.ProductLanes || variant == Variant.ProductRows)
        {
            return ProductLoader.Load(network, program, layer, sections);
        }

        int outputs = program[at + LayerSlot.OutputChannels];
        int inputs = PositionShape.Inputs(program, at);
        TernaryReader reader = Reader(plane, inputs, outputs);
        int bytes = (int)WeightBytes(program, at, variant);
        int highest = (1 << program[at + LayerSlot.InputFormat]) - 1;
        switch (variant)
        {
            case Variant.ConvLists:
                network.Pairs[layer] = ListLoader.Load(reader, Reader(plane, inputs, outputs), program, at);
                if (network.Pairs[layer] == null)
                {
                    // They do not pay; pairs take less memory.
                    program[at + LayerSlot.Variant] = Variant.ConvPositions;
                    network.WeightBytes += WeightBytes(program, at, Variant.ConvPositions) - bytes;
                    return Load(program, layer, Variant.ConvPositions);
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
                network.Columns[plane / PlaneSlot.Stride] = FieldLoader.Load(reader, inputs, outputs);
                highest = DenseFields.Complement;
                break;
        }

        for (int o = 0; o < outputs; o++)
        {
            reader.Positive[o] = (reader.Positive[o] + reader.Negative[o]) * highest;
            reader.Negative[o] *= highest;
        }

        network.Offsets[layer] = reader.Negative;
        LineLoader.Load(network, program, layer, reader.Positive, reader.Negative, wide: variant == Variant.DenseFields);
        if (variant != Variant.DenseFields && network.LineTables[layer] != null)
        {
            network.Offsets[layer] = null; // the lines hold them
        }

        return reader.Status;
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

        network.LaneBias[layer] = bias;
        network.Offsets[layer] = offsets;
        LineLoader.Load(network, program, layer, range, offsets, wide: true);
        return status;
    }

    private long WeightBytes(int[] program, int at, int variant)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        switch (variant)
        {
            case Variant.ConvRows:
                return (long)RowShape.Numbers(program, at) * outputs;
            case Variant.ConvLists:
                return ListShape.MostBytes(program, at);
            case Variant.ConvPositions:
                return PositionShape.PairBytes(PositionShape.Inputs(program, at), outputs);
            case Variant.DepthwiseTaps:
                return DepthwiseTaps.WeightBytes(program, at);
            case Variant.DepthwiseChannels:
                return 8L * ChannelShape.Groups(program, at) * ChannelShape.GroupWords;
            case Variant.AddTable:
            case Variant.AddLine:
                return 0;
            case Variant.ProductLanes:
            case Variant.ProductRows:
                return ProductShape.WeightBytes(program, at, network.Planes, variant);
            case Variant.DenseFields:
                return 16L * DenseFields.Words(PositionShape.Inputs(program, at)) * outputs;
            default:
                return WeightLoader.PlaneBytes(program, at, network.Planes, program[at + LayerSlot.FirstPlane]);
        }
    }
}
