using Edge.Device.Epilogues;
using Edge.Device.Kernels;
using Edge.Device.Kernels.Channels;
using Edge.Device.Kernels.Positions;
using Edge.Device.Kernels.Products;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>What a layer takes in the layout of a derived variant, known before its weights are read.</summary>
internal static class DerivedSize
{
    // Header and rounding of an array.
    private const int Header = 28;

    // A column of a layout that is one array a column: its header and the reference to it.
    private const int ColumnBytes = 24 + HeapSize.Reference;

    /// <summary>Bytes of the weights, with the arrays where the layout is one of many; of lists, the most that may become of them.</summary>
    public static long Weights(Network network, int[] program, int at, int variant)
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
            case Variant.AverageTable:
                return 0;
            case Variant.ProductLanes:
            case Variant.ProductRows:
                int columns = variant == Variant.ProductRows ? ProductRows.Taps(PositionShape.Inputs(program, at)) : ProductShape.Block;
                return ProductShape.WeightBytes(program, at, network.Planes, variant) + (columns * ColumnBytes);
            case Variant.PowerPositions:
                return NetworkLoader.PlaneBytes(network, at);
            case Variant.DenseFields:
                return 16L * DenseFields.Words(PositionShape.Inputs(program, at)) * outputs;
            default:
                return WeightLoader.PlaneBytes(program, at, network.Planes, program[at + LayerSlot.FirstPlane]);
        }
    }

    /// <summary>Bytes of all else: headers of the weights' arrays, lines or tables in place of the epilogue, what belongs to the accumulators.</summary>
    public static long Others(Network network, int[] program, int at, int variant)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        long bytes = Header;
        switch (variant)
        {
            case Variant.AverageTable:
                return HeapSize.Array(AveragePool.Entries, 1) + HeapSize.Array(1, HeapSize.Reference);
            case Variant.AddTable:
                return HeapSize.Array(AddTable.Entries, 1) + HeapSize.Array(1, HeapSize.Reference);
            case Variant.PowerPositions:
                return (program[at + LayerSlot.Planes] * Header) + WeightLoader.EpilogueBytes(program, at);
            case Variant.DepthwiseChannels:
                return ChannelShape.Lanes(program, at) == 8
                    ? Header + HeapSize.Array(outputs, HeapSize.Reference) + (outputs * HeapSize.Array(ChannelShape.HighestSum(program, at) + 1, 1))
                    : Header + Lines(network, program, at);
            case Variant.DenseFields:
                bytes += 2L * DenseFields.Words(PositionShape.Inputs(program, at)) * (Header + HeapSize.Reference);
                break;
        }

        // Offsets and their lanes.
        return bytes + Lines(network, program, at) + HeapSize.Array(outputs, 4) + HeapSize.Array((outputs + 1) >> 1, 8);
    }

    private static long Lines(Network network, int[] program, int at)
    {
        int count = EpilogueSteps.Count(program, at);
        int outputs = program[at + LayerSlot.OutputChannels];
        long parameters = WeightLoader.EpilogueBytes(program, at);
        if (count == 0 || program[at + LayerSlot.OutputFormat] == Format.FormatBits)
        {
            return parameters;
        }

        long lines = (2 * HeapSize.Array(outputs, 8)) + (LineLoader.HasTable(network, program, at / LayerSlot.Stride, count) ? 0 : HeapSize.Array(StepLine.TableBytes, 1));
        return lines > parameters ? lines : parameters;
    }
}
