using Edge.Formats;

namespace Edge.Device.Kernels;

/// <summary>The largest value of each window; padding never wins. Here for bits: 1 if any is 1, a byte of eight channels at a time; for other values the kernel that suits the windows.</summary>
internal static class MaxPool
{
    public static void Run(int[] program, int at, byte[] source, byte[] target)
    {
        if (program[at + LayerSlot.InputFormat] == Format.FormatBits)
        {
            Bits(program, at, source, target);
        }
        else if (MaxPool2x2.Fits(program, at))
        {
            MaxPool2x2.Run(program, at, source, target);
        }
        else
        {
            MaxPoolTaps.Run(program, at, source, target);
        }
    }

    private static void Bits(int[] program, int at, byte[] source, byte[] target)
    {
        int pixelBytes = (program[at + LayerSlot.InputChannels] + 7) >> 3;
        int inputWidth = program[at + LayerSlot.InputWidth];
        int start = program[at + LayerSlot.InputOffset];
        int to = program[at + LayerSlot.OutputOffset];
        int height = program[at + LayerSlot.OutputHeight];
        int width = program[at + LayerSlot.OutputWidth];
        for (int y = 0; y < height; y++)
        {
            int top = (y * program[at + LayerSlot.StrideHeight]) - program[at + LayerSlot.PadTop];
            int bottom = Smaller(top + program[at + LayerSlot.KernelHeight], program[at + LayerSlot.InputHeight]);
            top = Larger(top, 0);
            for (int x = 0; x < width; x++)
            {
                int left = (x * program[at + LayerSlot.StrideWidth]) - program[at + LayerSlot.PadLeft];
                int right = Smaller(left + program[at + LayerSlot.KernelWidth], inputWidth);
                left = Larger(left, 0);
                for (int c = 0; c < pixelBytes; c++)
                {
                    int any = 0;
                    for (int ky = top; ky < bottom; ky++)
                    {
                        int from = start + (((ky * inputWidth) + left) * pixelBytes) + c;
                        for (int kx = left; kx < right; kx++)
                        {
                            any |= source[from];
                            from += pixelBytes;
                        }
                    }

                    target[to++] = (byte)any;
                }
            }
        }
    }

    /// <summary>The smaller of two integers; Math is another assembly on the device.</summary>
    public static int Smaller(int a, int b)
    {
        return a < b ? a : b;
    }

    /// <summary>The larger of two integers.</summary>
    public static int Larger(int a, int b)
    {
        return a > b ? a : b;
    }
}
