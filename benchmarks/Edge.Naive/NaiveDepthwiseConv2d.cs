namespace Edge.Naive;

/// <summary>A depthwise convolution over an image of channels-last bytes, requantized.</summary>
internal static class NaiveDepthwiseConv2d
{
    public static void Run(NaiveLayer layer, byte[] input, byte[] output, int[] scores)
    {
        int height = layer.InputHeight;
        int width = layer.InputWidth;
        int channels = layer.InputChannels;
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
                for (int c = 0; c < channels; c++)
                {
                    int acc = biases[c];
                    for (int ky = 0; ky < kernelHeight; ky++)
                    {
                        int iy = (y * strideHeight) - padTop + ky;
                        for (int kx = 0; kx < kernelWidth; kx++)
                        {
                            int ix = (x * strideWidth) - padLeft + kx;
                            if (iy >= 0 && iy < height && ix >= 0 && ix < width)
                            {
                                acc += weights[(((ky * kernelWidth) + kx) * channels) + c] * input[(((iy * width) + ix) * channels) + c];
                            }
                        }
                    }

                    if (multipliers == null)
                    {
                        NaiveEpilogue.Store(layer, c, acc, output, scores, to++);
                        continue;
                    }

                    long result = (((long)acc * multipliers[c]) + addends[c]) >> shift;
                    output[to++] = result < 0 ? (byte)0 : result > highest ? (byte)highest : (byte)result;
                }
            }
        }
    }
}
