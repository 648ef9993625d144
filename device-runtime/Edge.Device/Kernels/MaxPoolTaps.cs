namespace Edge.Device.Kernels;

/// <summary>
/// Max pool of any windows, nine values a pass (four where a window has no more), with no loop over the window inside.
/// <code>
/// window      a b c      the distances from a stay in locals while the channels of a pixel go by: b - a, c - a, d - a, ..
///             d e f      a window cut off at the image's edge has fewer values: the last one again stands for those it lacks
///             g h i
/// </code>
/// The distances change only where a window is cut off otherwise than the one before it. Windows of more than nine values take several passes, each of which starts from what is stored.
/// </summary>
internal static class MaxPoolTaps
{
    private const int Few = 4;
    private const int Many = 9;

    public static void Run(int[] program, int at, byte[] source, byte[] target)
    {
        int taps = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
        for (int first = 0; first < taps; first += Many)
        {
            Pass(program, at, source, target, first, taps <= Few);
        }
    }

    private static void Pass(int[] program, int at, byte[] source, byte[] target, int first, bool few)
    {
        int channels = program[at + LayerSlot.InputChannels];
        int row = program[at + LayerSlot.InputWidth] * channels;
        int to = program[at + LayerSlot.OutputOffset];
        int height = program[at + LayerSlot.OutputHeight];
        int width = program[at + LayerSlot.OutputWidth];
        int rows = 0;
        int columns = 0;
        int d0 = 0, d1 = 0, d2 = 0, d3 = 0, d4 = 0, d5 = 0, d6 = 0, d7 = 0, d8 = 0;
        for (int y = 0; y < height; y++)
        {
            int top = (y * program[at + LayerSlot.StrideHeight]) - program[at + LayerSlot.PadTop];
            int bottom = MaxPool.Smaller(top + program[at + LayerSlot.KernelHeight], program[at + LayerSlot.InputHeight]);
            top = MaxPool.Larger(top, 0);
            for (int x = 0; x < width; x++)
            {
                int left = (x * program[at + LayerSlot.StrideWidth]) - program[at + LayerSlot.PadLeft];
                int right = MaxPool.Smaller(left + program[at + LayerSlot.KernelWidth], program[at + LayerSlot.InputWidth]);
                left = MaxPool.Larger(left, 0);
                if (bottom - top != rows || right - left != columns)
                {
                    rows = bottom - top;
                    columns = right - left;
                    d0 = Distance(first, rows, columns, row, channels);
                    d1 = Distance(first + 1, rows, columns, row, channels) - d0;
                    d2 = Distance(first + 2, rows, columns, row, channels) - d0;
                    d3 = Distance(first + 3, rows, columns, row, channels) - d0;
                    d4 = Distance(first + 4, rows, columns, row, channels) - d0;
                    d5 = Distance(first + 5, rows, columns, row, channels) - d0;
                    d6 = Distance(first + 6, rows, columns, row, channels) - d0;
                    d7 = Distance(first + 7, rows, columns, row, channels) - d0;
                    d8 = Distance(first + 8, rows, columns, row, channels) - d0;
                }

                int from = program[at + LayerSlot.InputOffset] + (top * row) + (left * channels) + d0;
                if (few)
                {
                    MaxOfFour(source, from, from + channels, target, to, d1, d2, d3);
                }
                else
                {
                    MaxOfNine(source, from, from + channels, target, to, first != 0, d1, d2, d3, d4, d5, d6, d7, d8);
                }

                to += channels;
            }
        }
    }

    /// <summary>How far value <paramref name="tap"/> of a window lies behind its first one; the last value's distance where there is no such value.</summary>
    private static int Distance(int tap, int rows, int columns, int row, int channels)
    {
        int last = (rows * columns) - 1;
        tap = tap < last ? tap : last;
        int y = tap / columns;
        return (y * row) + ((tap - (y * columns)) * channels);
    }

    private static void MaxOfFour(byte[] source, int from, int end, byte[] target, int to, int d1, int d2, int d3)
    {
        // hot
        for (; from < end; from++)
        {
            int best = source[from];
            int value = source[from + d1];
            if (value > best)
            {
                best = value;
            }

            value = source[from + d2];
            if (value > best)
            {
                best = value;
            }

            value = source[from + d3];
            target[to] = (byte)(value > best ? value : best);
            to++;
        }
    }

    private static void MaxOfNine(
        byte[] source, int from, int end, byte[] target, int to, bool more, int d1, int d2, int d3, int d4, int d5, int d6, int d7, int d8)
    {
        // hot
        for (; from < end; from++)
        {
            int best = source[from];
            int value = source[from + d1];
            if (value > best)
            {
                best = value;
            }

            value = source[from + d2];
            if (value > best)
            {
                best = value;
            }

            value = source[from + d3];
            if (value > best)
            {
                best = value;
            }

            value = source[from + d4];
            if (value > best)
            {
                best = value;
            }

            value = source[from + d5];
            if (value > best)
            {
                best = value;
            }

            value = source[from + d6];
            if (value > best)
            {
                best = value;
            }

            value = source[from + d7];
            if (value > best)
            {
                best = value;
            }

            value = source[from + d8];
            if (value > best)
            {
                best = value;
            }

            if (more && target[to] > best)
            {
                best = target[to];
            }

            target[to] = (byte)best;
            to++;
        }
    }
}
