namespace Edge.Device.Kernels;

/// <summary>The largest of two by two values of at most 8 bits, in windows that lie inside the image: four loads and three comparisons, no inner loop.</summary>
internal static class MaxPool2x2
{
    /// <summary>Whether a layer's windows are such.</summary>
    public static bool Fits(int[] program, int at)
    {
        return program[at + LayerSlot.KernelHeight] == 2 && program[at + LayerSlot.KernelWidth] == 2
            && program[at + LayerSlot.PadTop] == 0 && program[at + LayerSlot.PadLeft] == 0
            && ((program[at + LayerSlot.OutputHeight] - 1) * program[at + LayerSlot.StrideHeight]) + 2 <= program[at + LayerSlot.InputHeight]
            && ((program[at + LayerSlot.OutputWidth] - 1) * program[at + LayerSlot.StrideWidth]) + 2 <= program[at + LayerSlot.InputWidth];
    }

    public static void Run(int[] program, int at, byte[] source, byte[] target)
    {
        int channels = program[at + LayerSlot.InputChannels];
        int rowBytes = program[at + LayerSlot.InputWidth] * channels;
        int right = program[at + LayerSlot.StrideWidth] * channels;
        int height = program[at + LayerSlot.OutputHeight];
        int width = program[at + LayerSlot.OutputWidth];
        int start = program[at + LayerSlot.InputOffset];
        int to = program[at + LayerSlot.OutputOffset];
        int below = rowBytes + channels;
        for (int y = 0; y < height; y++)
        {
            int left = start;
            for (int x = 0; x < width; x++)
            {
                int end = left + channels;

                // hot
                for (int i = left; i < end; i++)
                {
                    int best = source[i];
                    int value = source[i + channels];
                    if (value > best)
                    {
                        best = value;
                    }

                    value = source[i + rowBytes];
                    if (value > best)
                    {
                        best = value;
                    }

                    value = source[i + below];
                    target[to] = (byte)(value > best ? value : best);
                    to++;
                }

                left += right;
            }

            start += program[at + LayerSlot.StrideHeight] * rowBytes;
        }
    }
}
