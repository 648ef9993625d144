using System;

namespace Edge.Device.Kernels.Positions;

/// <summary>
/// Makes words over neighbouring output positions, straight from the input rows.
/// <code>
/// row    c0 c1 | c0 c1 | c0 c1 | ..                 pixel after pixel, padding included
/// word   | x7 | x6 | .. | x1 | x0 |                 what kernel column kx, channel c, reads for output positions x0 .. x7
/// column kx + stride is the same word moved by one lane, with one new pixel on top
/// </code>
/// An input row is read again for every kernel row: a ring of words would save a tenth of a layer's instructions and cost more memory than all tables.
/// </summary>
internal static class PositionInputs
{
    /// <summary>Prepares the row buffer: padding everywhere, which the pixels of a row then overwrite.</summary>
    public static void FillPadding(byte[] padded, int count, byte value)
    {
        for (int i = 0; i < count; i++)
        {
            padded[i] = value;
        }
    }

    /// <summary>
    /// words[i] = input <paramref name="first"/> + i of the kernel for all positions of block <paramref name="block"/> of the image, i = 0 .. <paramref name="count"/> - 1.
    /// </summary>
    public static void Collect(int[] program, int at, byte[] source, byte[] padded, int block, int blocks, int first, int count, ulong[] words)
    {
        int rowInputs = PositionShape.RowInputs(program, at);
        int row = (block / blocks * program[at + LayerSlot.StrideHeight]) - program[at + LayerSlot.PadTop] + (first / rowInputs);
        int offset = first % rowInputs;
        int paddedBytes = (int)PositionShape.PaddedBytes(program, at);
        int to = 0;
        while (to < count)
        {
            int run = rowInputs - offset < count - to ? rowInputs - offset : count - to;
            bool inside = CopyRow(program, at, source, row, padded, paddedBytes);
            Load(program, at, inside, padded, block % blocks, offset, run, words, to);
            to += run;
            offset = 0;
            row++;
        }
    }

    /// <summary>Copies an input row between its padding, <paramref name="paddedBytes"/> in all; false where the whole row is padding.</summary>
    public static bool CopyRow(int[] program, int at, byte[] source, int row, byte[] padded, int paddedBytes)
    {
        if (row < 0 || row >= program[at + LayerSlot.InputHeight])
        {
            return false;
        }

        int channels = program[at + LayerSlot.InputChannels];
        int bytes = program[at + LayerSlot.InputWidth] * channels;
        int left = program[at + LayerSlot.PadLeft] * channels;
        int room = paddedBytes - left;
        Array.Copy(source, program[at + LayerSlot.InputOffset] + (row * bytes), padded, left, bytes < room ? bytes : room);
        return true;
    }

    /// <summary>
    /// Words of block <paramref name="block"/> of a row for inputs <paramref name="first"/> .. of a kernel row, from <paramref name="to"/> on.
    /// Not <paramref name="inside"/>: the row lies in the padding.
    /// </summary>
    public static void Load(int[] program, int at, bool inside, byte[] padded, int block, int first, int count, ulong[] words, int to)
    {
        int lanes = PositionShape.Lanes(program, at);
        int step = program[at + LayerSlot.StrideWidth] * program[at + LayerSlot.InputChannels];
        if (!inside)
        {
            Fill(words, to, count, (ulong)program[at + LayerSlot.PadValue] * (lanes == 8 ? 0x0101010101010101UL : 0x0001000100010001UL));
        }
        else if (lanes == 8)
        {
            Load8(padded, (block * 8 * step) + first, step, count, words, to);
        }
        else
        {
            Load4(padded, (block * 4 * step) + first, step, count, words, to);
        }
    }

    /// <summary>Fills words with padding.</summary>
    public static void Fill(ulong[] words, int to, int count, ulong value)
    {
        for (int end = to + count; to < end; to++)
        {
            words[to] = value;
        }
    }

    private static void Load8(byte[] padded, int from, int step, int count, ulong[] words, int to)
    {
        int step2 = 2 * step;
        int step3 = 3 * step;
        int step4 = 4 * step;
        int step5 = 5 * step;
        int step6 = 6 * step;
        int step7 = 7 * step;
        int end = from + (step < count ? step : count);
        count += from;

        // hot
        for (; from < end; from++)
        {
            words[to] = (uint)(padded[from] | (padded[from + step] << 8) | (padded[from + step2] << 16) | (padded[from + step3] << 24))
                | ((ulong)(uint)(padded[from + step4] | (padded[from + step5] << 8) | (padded[from + step6] << 16) | (padded[from + step7] << 24)) << 32);
            to++;
        }

        for (; from < count; from++)
        {
            words[to] = (words[to - step] >> 8) | ((ulong)padded[from + step7] << 56);
            to++;
        }
    }

    private static void Load4(byte[] padded, int from, int step, int count, ulong[] words, int to)
    {
        int step2 = 2 * step;
        int step3 = 3 * step;
        int end = from + (step < count ? step : count);
        count += from;
        for (; from < end; from++)
        {
            words[to] = (uint)(padded[from] | (padded[from + step] << 16)) | ((ulong)(uint)(padded[from + step2] | (padded[from + step3] << 16)) << 32);
            to++;
        }

        for (; from < count; from++)
        {
            words[to] = (words[to - step] >> 16) | ((ulong)padded[from + step3] << 48);
            to++;
        }
    }
}
