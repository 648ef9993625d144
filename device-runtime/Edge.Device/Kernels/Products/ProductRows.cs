using System;

namespace Edge.Device.Kernels.Products;

/// <summary>
/// <see cref="ProductLanes"/> for convolutions of few inputs, such as the first layer of an image network: the inputs of a pixel stay in locals, a group of three
/// outputs is one expression, and its epilogue follows at once.
/// <code>
/// padded rows   | row 0 | row 1 | row 2 |        input rows under the kernel, one behind the other
/// window              ^x.. ^x..  ^x..            tap k stands at a place that is the same for every window
/// </code>
/// </summary>
internal static class ProductRows
{
    /// <summary>Three outputs a word.</summary>
    public const int Lanes = 3;

    /// <summary>Taps of the body that fits; 0 where none does.</summary>
    public static int Taps(int inputs)
    {
        return inputs <= ProductRows9.Taps ? ProductRows9.Taps : inputs <= ProductRows27.Taps ? ProductRows27.Taps : 0;
    }

    /// <summary>The first output of a group; the last group begins early enough to be whole, so up to two outputs are computed twice.</summary>
    public static int First(int outputs, int group)
    {
        return (group + 1) * Lanes <= outputs ? group * Lanes : outputs - Lanes;
    }

    /// <summary>One input row with its padding, as far as the last window reaches. 64 bits wide: the shape of a forged file may be anything.</summary>
    public static long RowBytes(int[] program, int at)
    {
        return (((program[at + LayerSlot.OutputWidth] - 1L) * program[at + LayerSlot.StrideWidth]) + program[at + LayerSlot.KernelWidth]) * program[at + LayerSlot.InputChannels];
    }

    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        int inputs = ProductShape.Inputs(program, at);
        int channels = program[at + LayerSlot.InputChannels];
        int rowBytes = (int)RowBytes(program, at);
        int step = program[at + LayerSlot.StrideWidth] * channels;
        int pixelBytes = program[at + LayerSlot.OutputWidth] * outputs;
        int to = program[at + LayerSlot.OutputOffset];
        byte[] rows = network.Row;
        int[] places = network.Places;
        Place(places, inputs, program[at + LayerSlot.KernelWidth] * channels, rowBytes);
        for (int y = 0; y < program[at + LayerSlot.OutputHeight]; y++)
        {
            Load(program, at, source, (y * program[at + LayerSlot.StrideHeight]) - program[at + LayerSlot.PadTop], rows, rowBytes);
            if (inputs <= ProductRows9.Taps)
            {
                ProductRows9.Run(
                    network.Columns[program[at + LayerSlot.FirstPlane] / PlaneSlot.Stride], network.LaneBias[layer], rows, places, step, outputs - Lanes,
                    network.LineMultipliers[layer], network.LineAddends[layer], network.LineTables[layer], target, to, to + pixelBytes, outputs);
            }
            else
            {
                ProductRows27.Run(
                    network.Columns[program[at + LayerSlot.FirstPlane] / PlaneSlot.Stride], network.LaneBias[layer], rows, places, step, outputs - Lanes,
                    network.LineMultipliers[layer], network.LineAddends[layer], network.LineTables[layer], target, to, to + pixelBytes, outputs);
            }

            to += pixelBytes;
        }
    }

    // Taps that a kernel does not have read its first input and have weights of 0.
    private static void Place(int[] places, int inputs, int run, int rowBytes)
    {
        for (int k = 0; k < ProductRows27.Taps; k++)
        {
            places[k] = k < inputs ? (k / run * rowBytes) + (k % run) : 0;
        }
    }

    private static void Load(int[] program, int at, byte[] source, int top, byte[] rows, int rowBytes)
    {
        int channels = program[at + LayerSlot.InputChannels];
        int width = program[at + LayerSlot.InputWidth] * channels;
        int left = program[at + LayerSlot.PadLeft] * channels;
        int count = rowBytes - left < width ? rowBytes - left : width;
        byte pad = (byte)program[at + LayerSlot.PadValue];
        int to = 0;
        for (int row = top; row < top + program[at + LayerSlot.KernelHeight]; row++)
        {
            bool inside = row >= 0 && row < program[at + LayerSlot.InputHeight];
            int filled = inside ? left : rowBytes;
            for (int i = 0; i < filled; i++)
            {
                rows[to + i] = pad;
            }

            if (inside)
            {
                Array.Copy(source, program[at + LayerSlot.InputOffset] + (row * width), rows, to + left, count);
                for (int i = left + count; i < rowBytes; i++)
                {
                    rows[to + i] = pad;
                }
            }

            to += rowBytes;
        }
    }
}
