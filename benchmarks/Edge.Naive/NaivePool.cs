namespace Edge.Naive;

/// <summary>The largest value of a window, or the sum of all its values, requantized.</summary>
internal static class NaivePool
{
    public static void RunMax(NaiveLayer layer, byte[] input, byte[] output)
    {
        int height = layer.InputHeight;
        int width = layer.InputWidth;
        int channels = layer.InputChannels;
        int to = 0;
        for (int y = 0; y < layer.OutputHeight; y++)
        {
            for (int x = 0; x < layer.OutputWidth; x++)
            {
                for (int c = 0; c < channels; c++)
                {
                    byte largest = 0;
                    for (int ky = 0; ky < layer.KernelHeight; ky++)
                    {
                        int iy = (y * layer.StrideHeight) - layer.PadTop + ky;
                        for (int kx = 0; kx < layer.KernelWidth; kx++)
                        {
                            int ix = (x * layer.StrideWidth) - layer.PadLeft + kx;
                            if (iy >= 0 && iy < height && ix >= 0 && ix < width)
                            {
                                byte value = input[(((iy * width) + ix) * channels) + c];
                                largest = value > largest ? value : largest;
                            }
                        }
                    }

                    output[to++] = largest;
                }
            }
        }
    }

    public static void RunAverage(NaiveLayer layer, byte[] input, byte[] output, int[] scores)
    {
        int height = layer.InputHeight;
        int width = layer.InputWidth;
        int channels = layer.InputChannels;
        int to = 0;
        for (int y = 0; y < layer.OutputHeight; y++)
        {
            for (int x = 0; x < layer.OutputWidth; x++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int acc = 0;
                    for (int ky = 0; ky < layer.KernelHeight; ky++)
                    {
                        int iy = (y * layer.StrideHeight) - layer.PadTop + ky;
                        for (int kx = 0; kx < layer.KernelWidth; kx++)
                        {
                            int ix = (x * layer.StrideWidth) - layer.PadLeft + kx;
                            if (iy >= 0 && iy < height && ix >= 0 && ix < width)
                            {
                                acc += input[(((iy * width) + ix) * channels) + c];
                            }
                        }
                    }

                    if (layer.Multipliers == null)
                    {
                        NaiveEpilogue.Store(layer, c, acc, output, scores, to++);
                        continue;
                    }

                    long result = (((long)acc * layer.Multipliers[c]) + layer.Addends[c]) >> layer.Shift;
                    output[to++] = result < 0 ? (byte)0 : result > layer.Highest ? (byte)layer.Highest : (byte)result;
                }
            }
        }
    }
}
