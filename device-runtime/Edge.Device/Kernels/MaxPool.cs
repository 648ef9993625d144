using Edge.Formats;

namespace Edge.Device.Kernels;

/// <summary>The largest value of each window; padding never wins. Bits: 1 if any is 1, a byte of eight channels at a time.</summary>
internal static class MaxPool
{
    public static void Run(int[] program, int at, byte[] source, byte[] target)
    {
        bool bits = program[at + LayerSlot.InputFormat] == Format.FormatBits;
        if (!bits && MaxPool2x2.Fits(program, at))
        {
            MaxPool2x2.Run(program, at, source, target);
            return;
        }

        int channels = program[at + LayerSlot.InputChannels];
        int pixelBytes = bits ? (channels + 7) >> 3 : channels;
        int inputWidth = program[at + LayerSlot.InputWidth];
        int inputHeight = program[at + LayerSlot.InputHeight];
        int start = program[at + LayerSlot.InputOffset];
        int to = program[at + LayerSlot.OutputOffset];
        int height = program[at + LayerSlot.OutputHeight];
        int width = program[at + LayerSlot.OutputWidth];
        for (int y = 0; y < height; y++)
        {
            int top = (y * program[at + LayerSlot.StrideHeight]) - program[at + LayerSlot.PadTop];
            int bottom = Smaller(top + program[at + LayerSlot.KernelHeight], inputHeight);
            top = Larger(top, 0);
            for (int x = 0; x < width; x++)
            {
                int left = (x * program[at + LayerSlot.StrideWidth]) - program[at + LayerSlot.PadLeft];
                int right = Smaller(left + program[at + LayerSlot.KernelWidth], inputWidth);
                left = Larger(left, 0);
                for (int c = 0; c < pixelBytes; c++)
                {
                    int best = 0;
                    for (int ky = top; ky < bottom; ky++)
                    {
                        int from = start + (((ky * inputWidth) + left) * pixelBytes) + c;
                        for (int kx = left; kx < right; kx++)
                        {
                            int value = source[from];
                            if (bits)
                            {
                                best |= value;
                            }
                            else if (value > best)
                            {
                                best = value;
                            }

                            from += pixelBytes;
                        }
                    }

                    target[to++] = (byte)best;
                }
            }
        }
    }

    private static int Smaller(int a, int b)
    {
        return a < b ? a : b;
    }

    private static int Larger(int a, int b)
    {
        return a > b ? a : b;
    }
}
