namespace Edge.Naive;

/// <summary>A depthwise convolution over an image of channels-last bytes, requantized.</summary>
public static class NaiveDepthwiseConv2d
{
    public static void Run(NaiveLayer layer, byte[] input, byte[] output)
    {
        int height = layer.InputHeight;
        int width = layer.InputWidth;
        int channels = layer.InputChannels;
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
                for (int c = 0; c < channels; c++)
                {
                    int acc = 0;
                    for (int ky = 0; ky < kernel; ky++)
                    {
                        int iy = (y * stride) - pad + ky;
                        for (int kx = 0; kx < kernel; kx++)
                        {
                            int ix = (x * stride) - pad + kx;
                            if (iy >= 0 && iy < height && ix >= 0 && ix < width)
                            {
                                acc += weights[(((ky * kernel) + kx) * channels) + c] * input[(((iy * width) + ix) * channels) + c];
                            }
                        }
                    }

                    long result = (((long)acc * multipliers[c]) + addends[c]) >> shift;
                    output[to++] = result < 0 ? (byte)0 : result > highest ? (byte)highest : (byte)result;
                }
            }
        }
    }
}
