using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>One method an operator of FORMAT.md section 3, before the epilogue; nothing here is fast.</summary>
public static class ReferenceOperators
{
    /// <summary>weights [outputs, inputs] @ values [inputs] -> [outputs].</summary>
    public static long[] Dense(PlaneDefinition plane, int outputs, int[] values)
    {
        long[] sums = new long[outputs];
        for (int o = 0; o < outputs; o++)
        {
            for (int i = 0; i < values.Length; i++)
            {
                sums[o] += (long)plane.Weights[(o * values.Length) + i] * Value(plane, values[i]);
            }
        }

        return sums;
    }

    /// <summary>weights [outputs, kernel height, kernel width, channels] over values [height, width, channels] -> [height', width', outputs].</summary>
    public static long[] Conv2d(PlaneDefinition plane, Window window, int outputs, ReferenceShape input, int[] values)
    {
        int taps = window.KernelHeight * window.KernelWidth;
        return ForEachWindow(window, input, outputs, (row, column, o) =>
        {
            long sum = 0;
            for (int tap = 0; tap < taps; tap++)
            {
                for (int c = 0; c < input.Channels; c++)
                {
                    int value = At(window, input, values, row + (tap / window.KernelWidth), column + (tap % window.KernelWidth), c);
                    sum += (long)plane.Weights[(((o * taps) + tap) * input.Channels) + c] * Value(plane, value);
                }
            }

            return sum;
        });
    }

    /// <summary>weights [channels, kernel height, kernel width] over values [height, width, channels] -> [height', width', channels].</summary>
    public static long[] DepthwiseConv2d(PlaneDefinition plane, Window window, ReferenceShape input, int[] values)
    {
        int taps = window.KernelHeight * window.KernelWidth;
        return ForEachWindow(window, input, input.Channels, (row, column, c) =>
        {
            long sum = 0;
            for (int tap = 0; tap < taps; tap++)
            {
                int value = At(window, input, values, row + (tap / window.KernelWidth), column + (tap % window.KernelWidth), c);
                sum += (long)plane.Weights[(c * taps) + tap] * Value(plane, value);
            }

            return sum;
        });
    }

    /// <summary>The sum of a window's values, padding included.</summary>
    public static long[] AveragePool(Window window, ReferenceShape input, int[] values) =>
        ForEachWindow(window, input, input.Channels, (row, column, c) =>
        {
            long sum = 0;
            for (int tap = 0; tap < window.KernelHeight * window.KernelWidth; tap++)
            {
                sum += At(window, input, values, row + (tap / window.KernelWidth), column + (tap % window.KernelWidth), c);
            }

            return sum;
        });

    /// <summary>The largest value of a window; padding never wins.</summary>
    public static int[] MaxPool(Window window, ReferenceShape input, int[] values)
    {
        long[] largest = ForEachWindow(window, input, input.Channels, (row, column, c) =>
        {
            long max = long.MinValue;
            for (int tap = 0; tap < window.KernelHeight * window.KernelWidth; tap++)
            {
                int y = row + (tap / window.KernelWidth);
                int x = column + (tap % window.KernelWidth);
                if (IsInside(input, y, x))
                {
                    max = Math.Max(max, At(window, input, values, y, x, c));
                }
            }

            return max;
        });
        return [.. largest.Select(value => checked((int)value))];
    }

    /// <summary>multiplier * a + multiplier2 * b, element by element.</summary>
    public static long[] Add((int First, int Second) multipliers, int[] a, int[] b) =>
        [.. a.Zip(b, (x, y) => ((long)multipliers.First * x) + ((long)multipliers.Second * y))];

    /// <summary>FORMAT.md section 3: a stored bit counts as -1 or +1 under the bit-row encodings, as 0 or 1 under the others.</summary>
    private static int Value(PlaneDefinition plane, int stored) =>
        plane.Encoding is PlaneEncoding.BitRows or PlaneEncoding.MaskedBitRows ? (2 * stored) - 1 : stored;

    private static int At(Window window, ReferenceShape input, int[] values, int row, int column, int channel) =>
        IsInside(input, row, column) ? values[(((row * input.Width) + column) * input.Channels) + channel] : window.PadValue;

    private static bool IsInside(ReferenceShape input, int row, int column) => row >= 0 && row < input.Height && column >= 0 && column < input.Width;

    /// <summary>Calls <paramref name="compute"/> with the image row and column of each window's first tap (negative in the padding) and the channel.</summary>
    private static long[] ForEachWindow(Window window, ReferenceShape input, int channels, Func<int, int, int, long> compute)
    {
        int height = ReferenceShape.Side(input.Height, window.PadTop + window.PadBottom, window.KernelHeight, window.StrideHeight);
        int width = ReferenceShape.Side(input.Width, window.PadLeft + window.PadRight, window.KernelWidth, window.StrideWidth);
        long[] sums = new long[height * width * channels];
        for (int i = 0; i < sums.Length; i++)
        {
            int pixel = i / channels;
            int row = (pixel / width * window.StrideHeight) - window.PadTop;
            int column = (pixel % width * window.StrideWidth) - window.PadLeft;
            sums[i] = compute(row, column, i % channels);
        }

        return sums;
    }
}
