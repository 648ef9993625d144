namespace Edge.Naive;

/// <summary>A convolution over an image of channels-last bytes, requantized.</summary>
internal static class NaiveConv2d
{
    public static void Run(NaiveLayer layer, byte[] input, byte[] output, int[] scores)
    {
        int height = layer.InputHeight;
        int width = layer.InputWidth;
        int channels = layer.InputChannels;
        int outputs = layer.OutputChannels;
        int kernelHeight = layer.KernelHeight;
        int kernelWidth = layer.KernelWidth;
        int strideHeight = layer.StrideHeight;
        int strideWidth = layer.StrideWidth;
        int padTop = layer.PadTop;
        int padLeft = layer.PadLeft;
        sbyte[] weights = layer.Weights;
        int[] biases = layer.Biases;
        int[] multipliers = layer.Multipliers;
        long[] addends = layer.Addends;
        int shift = layer.Shift;
        int highest = layer.Highest;
        int to = 0;
        for (int y = 0; y < layer.OutputHeight; y++)
        {
            for (int x = 0; x < layer.OutputWidth; x++)
            {
                for (int o = 0; o < outputs; o++)
                {
                    int acc = biases[o];
                    for (int ky = 0; ky < kernelHeight; ky++)
                    {
                        int iy = (y * strideHeight) - padTop + ky;
                        if (iy < 0 || iy >= height)
                        {
                            continue;
                        }

                        for (int kx = 0; kx < kernelWidth; kx++)
                        {
                            int ix = (x * strideWidth) - padLeft + kx;
                            if (ix < 0 || ix >= width)
                            {
                                continue;
                            }

                            int weight = ((((o * kernelHeight) + ky) * kernelWidth) + kx) * channels;
                            int value = ((iy * width) + ix) * channels;
                            for (int c = 0; c < channels; c++)
                            {
                                acc += weights[weight + c] * input[value + c];
                            }
                        }
                    }

                    if (multipliers == null)
                    {
                        NaiveEpilogue.Store(layer, o, acc, output, scores, to++);
                        continue;
                    }

                    long result = (((long)acc * multipliers[o]) + addends[o]) >> shift;
                    output[to++] = result < 0 ? (byte)0 : result > highest ? (byte)highest : (byte)result;
                }
            }
        }
    }
}
