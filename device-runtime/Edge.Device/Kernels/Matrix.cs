using System;
using Edge.Formats;

namespace Edge.Device.Kernels;

/// <summary>Dense and conv2d: for each output pixel, gather its inputs, multiply by every plane, apply the epilogue. A dense layer is a convolution of one pixel.</summary>
internal static class Matrix
{
    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        int height = program[at + LayerSlot.OutputHeight];
        int width = program[at + LayerSlot.OutputWidth];
        int outputs = program[at + LayerSlot.OutputChannels];
        int inputs = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth] * program[at + LayerSlot.InputChannels];
        int variant = program[at + LayerSlot.Variant];
        byte[] row = network.Row;
        int[] accumulators = network.Accumulators;
        int[] bases = network.Bases == null ? null : network.Bases[layer];

        // Words are read whole: what an earlier, longer row left behind this one must not count.
        Array.Clear(row, 0, row.Length);
        int pixel = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                if (bases != null)
                {
                    Array.Copy(bases, accumulators, outputs);
                }
                else
                {
                    Array.Clear(accumulators, 0, outputs);
                }

                if (variant != Variant.MatrixBytes)
                {
                    Gather.Bits(program, at, source, y, x, row, network.RowBits);
                }

                if (variant != Variant.MatrixBits)
                {
                    Gather.Bytes(program, at, source, y, x, row);
                }

                Multiply(network, program, at, inputs, outputs);
                Epilogues.Epilogue.Apply(network, program, at, layer, pixel, target, output);
                pixel++;
            }
        }
    }

    private static void Multiply(Network network, int[] program, int at, int inputs, int outputs)
    {
        int[] planes = network.Planes;
        int plane = program[at + LayerSlot.FirstPlane];
        int end = plane + (program[at + LayerSlot.Planes] * PlaneSlot.Stride);
        for (; plane < end; plane += PlaneSlot.Stride)
        {
            int index = plane / PlaneSlot.Stride;
            switch (planes[plane + PlaneSlot.Encoding])
            {
                case Format.EncodingLanes1:
                    DenseLanes1.Accumulate(planes, plane, network.Words[index], network.Row, inputs, network.Lanes, network.Accumulators, outputs);
                    break;
                case Format.EncodingLanes2:
                    DenseLanes2.Accumulate(planes, plane, network.Words[index], network.Row, inputs, network.Lanes, network.Accumulators, outputs);
                    break;
                case Format.EncodingLanes4:
                    DenseLanes4.Accumulate(planes, plane, network.Words[index], network.Row, inputs, network.Lanes, network.Accumulators, outputs);
                    break;
                case Format.EncodingBytes:
                    DenseBytes.Accumulate(planes, plane, network.Bytes[index], network.Row, inputs, network.Accumulators, outputs);
                    break;
                case Format.EncodingPowers:
                    DensePowers.Accumulate(planes, plane, network.Bytes[index], network.Row, inputs, network.PowerTables, network.Accumulators, outputs);
                    break;
                default:
                    MultiplyBits(network, program, at, plane, outputs);
                    break;
            }
        }
    }

    private static void MultiplyBits(Network network, int[] program, int at, int plane, int outputs)
    {
        int pixelBytes = (program[at + LayerSlot.InputChannels] + 7) >> 3;
        int rowWords = ((program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth] * pixelBytes) + 7) >> 3;
        int shift = network.Planes[plane + PlaneSlot.Shift];
        ulong[][] columns = network.Columns[plane / PlaneSlot.Stride];
        if (network.Planes[plane + PlaneSlot.Encoding] == Format.EncodingBitRows)
        {
            DenseBitRows.Accumulate(columns, network.RowBits, rowWords, shift, network.Accumulators, outputs);
        }
        else
        {
            DenseMaskedBitRows.Accumulate(columns, network.RowBits, rowWords, shift, network.Accumulators, outputs);
        }
    }
}
