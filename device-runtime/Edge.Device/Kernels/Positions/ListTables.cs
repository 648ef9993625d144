using System;

namespace Edge.Device.Kernels.Positions;

/// <summary>
/// The tables of <see cref="ConvLists"/>: words over eight neighbouring output positions, straight from the input rows.
/// <code>
/// tap row ky     | kx = 0: c0 c1 .. | kx = 1: c0 c1 .. | kx = 2: .. |        a chunk's channels
/// column kx + stride is the same word moved by one lane, with one new pixel on top
/// the rows from ky = stride on are those of the next output row from ky = 0 on
/// </code>
/// </summary>
internal static class ListTables
{
    /// <summary>Fills the tables of the blocks <paramref name="first"/> .. <paramref name="last"/> of the image for channels from <paramref name="channel"/> on.</summary>
    public static void Fill(int[] program, int at, byte[] source, byte[] padded, int first, int last, int blocks, int channel, ulong[][] tables)
    {
        int chunk = ListShape.Channels(program, at);
        int left = program[at + LayerSlot.InputChannels] - channel;
        int used = left < chunk ? left : chunk;
        int kernel = program[at + LayerSlot.KernelHeight];
        int down = program[at + LayerSlot.StrideHeight];
        int rowWords = program[at + LayerSlot.KernelWidth] * chunk;
        int paddedBytes = (int)PositionShape.PaddedBytes(program, at);
        int step = 8 * program[at + LayerSlot.StrideWidth] * program[at + LayerSlot.InputChannels];
        for (int block = first; block <= last; block++)
        {
            int ky = 0;
            if (block - blocks >= first && down < kernel)
            {
                ky = kernel - down;
                Array.Copy(tables[block - blocks - first], down * rowWords, tables[block - first], 0, ky * rowWords);
            }

            int row = (block / blocks * down) - program[at + LayerSlot.PadTop];
            for (; ky < kernel; ky++)
            {
                if (PositionInputs.CopyRow(program, at, source, row + ky, padded, paddedBytes))
                {
                    FillRow(program, at, padded, (block % blocks * step) + channel, chunk, used, tables[block - first], ky * rowWords);
                }
                else
                {
                    PositionInputs.Fill(tables[block - first], ky * rowWords, rowWords, (ulong)program[at + LayerSlot.PadValue] * 0x0101010101010101UL);
                }
            }
        }
    }

    private static void FillRow(int[] program, int at, byte[] padded, int from, int chunk, int used, ulong[] words, int to)
    {
        int right = program[at + LayerSlot.StrideWidth];
        int channels = program[at + LayerSlot.InputChannels];
        int step = right * channels;
        int step2 = 2 * step;
        int step3 = 3 * step;
        int step4 = 4 * step;
        int step5 = 5 * step;
        int step6 = 6 * step;
        int step7 = 7 * step;
        int back = right * chunk;
        int width = program[at + LayerSlot.KernelWidth];
        for (int kx = 0; kx < width; kx++)
        {
            int end = to + used;
            int p = from;
            if (kx < right)
            {
                // hot
                for (int w = to; w < end; w++)
                {
                    words[w] = (uint)(padded[p] | (padded[p + step] << 8) | (padded[p + step2] << 16) | (padded[p + step3] << 24))
                        | ((ulong)(uint)(padded[p + step4] | (padded[p + step5] << 8) | (padded[p + step6] << 16) | (padded[p + step7] << 24)) << 32);
                    p++;
                }
            }
            else
            {
                p += step7;
                for (int w = to; w < end; w++)
                {
                    words[w] = (words[w - back] >> 8) | ((ulong)padded[p] << 56);
                    p++;
                }
            }

            from += channels;
            to += chunk;
        }
    }
}
