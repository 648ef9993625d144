using System;
using Edge.Formats;

namespace Edge.Device.Kernels;

/// <summary>
/// Copies what one output pixel reads into <see cref="Network.Row"/>, in the order of the weights: kernel y, kernel x, channel (FORMAT.md section 5).
/// Behind the row the buffer stays zero, so that kernels may read whole words.
/// </summary>
internal static class Gather
{
    /// <summary>A native copy costs as much as 45 instructions.</summary>
    private const int LeastCopied = 4;

    /// <summary>One byte an input; bits become 0 / 1.</summary>
    public static void Bytes(int[] program, int at, byte[] source, int y, int x, byte[] row)
    {
        int channels = program[at + LayerSlot.InputChannels];
        int width = program[at + LayerSlot.InputWidth];
        int height = program[at + LayerSlot.InputHeight];
        int kernelWidth = program[at + LayerSlot.KernelWidth];
        int kernelHeight = program[at + LayerSlot.KernelHeight];
        int top = y * program[at + LayerSlot.StrideHeight] - program[at + LayerSlot.PadTop];
        int left = x * program[at + LayerSlot.StrideWidth] - program[at + LayerSlot.PadLeft];
        int start = program[at + LayerSlot.InputOffset];
        bool bits = program[at + LayerSlot.InputFormat] == Format.FormatBits;
        byte pad = (byte)program[at + LayerSlot.PadValue];
        int run = kernelWidth * channels;
        int to = 0;
        for (int ky = top; ky < top + kernelHeight; ky++)
        {
            if (!bits && ky >= 0 && ky < height && left >= 0 && left + kernelWidth <= width)
            {
                Array.Copy(source, start + (((ky * width) + left) * channels), row, to, run);
                to += run;
                continue;
            }

            for (int kx = left; kx < left + kernelWidth; kx++)
            {
                bool inside = ky >= 0 && ky < height && kx >= 0 && kx < width;
                int pixel = (ky * width) + kx;
                if (!inside)
                {
                    for (int c = 0; c < channels; c++)
                    {
                        row[to + c] = pad;
                    }
                }
                else if (bits)
                {
                    int from = start + (pixel * ((channels + 7) >> 3));
                    for (int c = 0; c < channels; c++)
                    {
                        row[to + c] = (byte)((source[from + (c >> 3)] >> (c & 7)) & 1);
                    }
                }
                else if (channels >= LeastCopied)
                {
                    Array.Copy(source, start + (pixel * channels), row, to, channels);
                }
                else
                {
                    int from = start + (pixel * channels);
                    for (int c = 0; c < channels; c++)
                    {
                        row[to + c] = source[from + c];
                    }
                }

                to += channels;
            }
        }
    }

    /// <summary>The bytes of a bit tensor as they lie, pixel by pixel, then joined to 64-bit words in <see cref="Network.RowBits"/>.</summary>
    public static void Bits(int[] program, int at, byte[] source, int y, int x, byte[] row, ulong[] words)
    {
        int channels = program[at + LayerSlot.InputChannels];
        int pixelBytes = (channels + 7) >> 3;
        int width = program[at + LayerSlot.InputWidth];
        int height = program[at + LayerSlot.InputHeight];
        int top = y * program[at + LayerSlot.StrideHeight] - program[at + LayerSlot.PadTop];
        int left = x * program[at + LayerSlot.StrideWidth] - program[at + LayerSlot.PadLeft];
        int right = left + program[at + LayerSlot.KernelWidth];
        int bottom = top + program[at + LayerSlot.KernelHeight];
        int start = program[at + LayerSlot.InputOffset];
        int pad = program[at + LayerSlot.PadValue] == 0 ? 0 : 0xff;
        byte lastPad = (byte)(pad & (0xff >> ((pixelBytes << 3) - channels)));
        int to = 0;
        for (int ky = top; ky < bottom; ky++)
        {
            for (int kx = left; kx < right; kx++)
            {
                if (ky >= 0 && ky < height && kx >= 0 && kx < width)
                {
                    Array.Copy(source, start + (((ky * width) + kx) * pixelBytes), row, to, pixelBytes);
                    to += pixelBytes;
                    continue;
                }

                for (int i = 1; i < pixelBytes; i++)
                {
                    row[to++] = (byte)pad;
                }

                row[to++] = lastPad;
            }
        }

        JoinWords(row, to, words);
    }

    /// <summary>Little-endian 64-bit words of the first <paramref name="count"/> bytes, the last one filled with zeros.</summary>
    private static void JoinWords(byte[] row, int count, ulong[] words)
    {
        int word = 0;
        int i = 0;
        for (; i + 8 <= count; i += 8)
        {
            words[word++] = row[i] | ((ulong)row[i + 1] << 8) | ((ulong)row[i + 2] << 16) | ((ulong)row[i + 3] << 24)
                | ((ulong)row[i + 4] << 32) | ((ulong)row[i + 5] << 40) | ((ulong)row[i + 6] << 48) | ((ulong)row[i + 7] << 56);
        }

        ulong rest = 0;
        for (int shift = 0; i < count; i++, shift += 8)
        {
            rest |= (ulong)row[i] << shift;
        }

        if ((count & 7) != 0)
        {
            words[word] = rest;
        }
    }

    /// <summary>The sum of the first <paramref name="count"/> bytes.</summary>
    public static int Sum(byte[] row, int count)
    {
        int sum = 0;
        int i = 0;
        for (; i + 8 <= count; i += 8)
        {
            sum += row[i] + row[i + 1] + row[i + 2] + row[i + 3] + row[i + 4] + row[i + 5] + row[i + 6] + row[i + 7];
        }

        for (; i < count; i++)
        {
            sum += row[i];
        }

        return sum;
    }
}
