using Edge.Device.Kernels.Channels;
using Edge.Device.Kernels.Positions;
using Edge.Device.Kernels.Products;

namespace Edge.Device.Kernels;

/// <summary>From a layer's variant to its kernel.</summary>
internal static class LayerRunner
{
    /// <summary>Runs one layer; the first one reads the caller's input, a raw last one writes <paramref name="output"/>.</summary>
    public static void Run(Network net, int[] program, int at, int layer, int[] output)
    {
        byte[] arena = net.Arena;
        byte[] source = program[at + LayerSlot.Input] == 0 ? net.Input : arena;
        switch (program[at + LayerSlot.Variant])
        {
            case Variant.MatrixBytes:
            case Variant.MatrixBits:
            case Variant.MatrixMixed:
                Matrix.Run(net, program, at, layer, source, arena, output);
                break;
            case Variant.Depthwise:
                Depthwise.Run(net, program, at, layer, source, arena, output);
                break;
            case Variant.ConvPositions:
            case Variant.ConvLists:
                ConvPositions.Run(net, program, at, layer, source, arena, output);
                break;
            case Variant.ConvRows:
                ConvRows.Run(net, program, at, layer, source, arena, output);
                break;
            case Variant.DenseTernary:
                DenseTernary.Run(net, program, at, layer, source, arena, output);
                break;
            case Variant.DenseFields:
                DenseFields.Run(net, program, at, layer, source, arena, output);
                break;
            case Variant.DepthwiseTaps:
                DepthwiseTaps.Run(net, program, at, layer, source, arena, output);
                break;
            case Variant.DepthwiseChannels:
                DepthwiseChannels.Run(net, program, at, layer, source, arena);
                break;
            case Variant.ProductLanes:
                ProductLanes.Run(net, program, at, layer, source, arena, output);
                break;
            case Variant.ProductRows:
                ProductRows.Run(net, program, at, layer, source, arena);
                break;
            case Variant.PowerPositions:
                PowerPositions.Run(net, program, at, layer, source, arena, output);
                break;
            case Variant.MaxPool:
                MaxPool.Run(program, at, source, arena);
                break;
            case Variant.AveragePool:
            case Variant.AverageTable:
                AveragePool.Run(net, program, at, layer, source, arena, output);
                break;
            default:
                RunAdd(net, program, at, layer, source, arena, output);
                break;
        }
    }

    private static void RunAdd(Network net, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        byte[] source2 = program[at + LayerSlot.Input2] == 0 ? net.Input : target;
        switch (program[at + LayerSlot.Variant])
        {
            case Variant.AddTable:
                AddTable.Run(net, program, at, layer, source, source2, target);
                break;
            case Variant.AddLine:
                AddLine.Run(net, program, at, layer, source, source2, target);
                break;
            default:
                Add.Run(net, program, at, layer, source, source2, target, output);
                break;
        }
    }
}
