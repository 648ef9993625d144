using System;

namespace Edge.Device.Kernels.Positions;

/// <summary>
/// Turns input rows into words over neighbouring output positions.
/// <code>
/// row    c0 c1 | c0 c1 | c0 c1 | ..                 pixel after pixel, padding included
/// word   | x7 | x6 | .. | x1 | x0 |                 what kernel column kx, channel c, reads for output positions x0 .. x7
/// column kx + 1 of stride 1 is the same word moved by one lane, with one new pixel on top
/// </code>
/// </summary>
internal static class PositionRows
{
    /// <summary>Prepares the row buffer: padding everywhere, which the pixels of a row then overwrite.</summary>
    public static void FillPadding(byte[] padded, int count, byte value)
    {
        for (int i = 0; i < count; i++)
        {
            padded[i] = value;
        }
    }

    /// <summary>Words of input row <paramref name="row"/> (it may lie in the padding), by block, kernel column and channel, from <paramref name="to"/> on.</summary>
    public static void Load(int[] program, int at, byte[] source, int row, byte[] padded, ulong[] ring, int to)
    {
        int channels = program[at + LayerSlot.InputChannels];
        int lanes = PositionShape.Lanes(program, at);
        int rowInputs = PositionShape.RowInputs(program, at);
        int blocks = PositionShape.BlocksPerRow(program, at);
        if (row < 0 || row >= program[at + LayerSlot.InputHeight])
        {
            ulong pad = (ulong)program[at + LayerSlot.PadValue] * (lanes == 8 ? 0x0101010101010101UL : 0x0001000100010001UL);
            for (int i = 0; i < blocks * rowInputs; i++)
            {
                ring[to + i] = pad;
            }

            return;
        }

        int width = program[at + LayerSlot.InputWidth];
        int left = program[at + LayerSlot.PadLeft] * channels;
        int room = (int)PositionShape.PaddedBytes(program, at) - left;
        Array.Copy(source, program[at + LayerSlot.InputOffset] + (row * width * channels), padded, left, width * channels < room ? width * channels : room);
        int step = program[at + LayerSlot.StrideWidth] * channels;
        int gathered = program[at + LayerSlot.StrideWidth] == 1 ? channels : rowInputs;
        for (int block = 0; block < blocks; block++)
        {
            if (lanes == 8)
            {
                Load8(padded, block * 8 * step, step, channels, gathered, rowInputs, ring, to);
            }
            else
            {
                Load4(padded, block * 4 * step, step, channels, gathered, rowInputs, ring, to);
            }

            to += rowInputs;
        }
    }

    private static void Load8(byte[] padded, int from, int step, int channels, int gathered, int rowInputs, ulong[] ring, int to)
    {
        int step2 = 2 * step;
        int step3 = 3 * step;
        int step4 = 4 * step;
        int step5 = 5 * step;
        int step6 = 6 * step;
        int step7 = 7 * step;
        int end = from + gathered;
        for (; from < end; from++)
        {
            ring[to++] = padded[from] | ((ulong)padded[from + step] << 8) | ((ulong)padded[from + step2] << 16) | ((ulong)padded[from + step3] << 24)
                | ((ulong)padded[from + step4] << 32) | ((ulong)padded[from + step5] << 40) | ((ulong)padded[from + step6] << 48) | ((ulong)padded[from + step7] << 56);
        }

        end += rowInputs - gathered;
        for (; from < end; from++)
        {
            ring[to] = (ring[to - channels] >> 8) | ((ulong)padded[from + step7] << 56);
            to++;
        }
    }

    private static void Load4(byte[] padded, int from, int step, int channels, int gathered, int rowInputs, ulong[] ring, int to)
    {
        int step2 = 2 * step;
        int step3 = 3 * step;
        int end = from + gathered;
        for (; from < end; from++)
        {
            ring[to++] = padded[from] | ((ulong)padded[from + step] << 16) | ((ulong)padded[from + step2] << 32) | ((ulong)padded[from + step3] << 48);
        }

        end += rowInputs - gathered;
        for (; from < end; from++)
        {
            ring[to] = (ring[to - channels] >> 16) | ((ulong)padded[from + step3] << 48);
            to++;
        }
    }
}
