namespace Edge.Naive;

/// <summary>A convolution over an image of channels-last bytes, requantized.</summary>
public static class NaiveConv2d
{
    public static void Run(NaiveLayer layer, byte[] input, byte[] output)
    {
        int height = layer.InputHeight;
        int width = layer.InputWidth;
        int channels = layer.InputChannels;
        int outputs = layer.OutputChannels;
        int kernel = layer.Kernel;
        int stride = layer.Stride;
        int pad = layer.Pad;
        sbyte[] weights = layer.Weights;
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
                    int acc = 0;
                    for (int ky = 0; ky < kernel; ky++)
                    {
                        int iy = (y * stride) - pad + ky;
                        if (iy < 0 || iy >= height)
                        {
                            continue;
                        }

                        for (int kx = 0; kx < kernel; kx++)
                        {
                            int ix = (x * stride) - pad + kx;
                            if (ix < 0 || ix >= width)
                            {
                                continue;
                            }

                            int weight = ((((o * kernel) + ky) * kernel) + kx) * channels;
                            int value = ((iy * width) + ix) * channels;
                            for (int c = 0; c < channels; c++)
                            {
                                acc += weights[weight + c] * input[value + c];
                            }
                        }
                    }

                    long result = (((long)acc * multipliers[o]) + addends[o]) >> shift;
                    output[to++] = result < 0 ? (byte)0 : result > highest ? (byte)highest : (byte)result;
                }
            }
        }
    }
}
