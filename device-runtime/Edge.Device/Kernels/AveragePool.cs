namespace Edge.Device.Kernels;

/// <summary>acc[c] = sum of the window's values of channel c, padding included; the epilogue divides. Global average pool is the same with one window.</summary>
internal static class AveragePool
{
    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        int height = program[at + LayerSlot.OutputHeight];
        int width = program[at + LayerSlot.OutputWidth];
        int channels = program[at + LayerSlot.OutputChannels];
        int taps = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
        byte[] row = network.Row;
        int[] accumulators = network.Accumulators;
        int taps1 = channels;
        int taps2 = 2 * channels;
        int taps3 = 3 * channels;
        int taps4 = 4 * channels;
        int taps5 = 5 * channels;
        int taps6 = 6 * channels;
        int taps7 = 7 * channels;
        int pixel = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Gather.Bytes(program, at, source, y, x, row);
                for (int c = 0; c < channels; c++)
                {
                    int sum = 0;
                    int i = c;
                    int t = 0;

                    // hot
                    for (; t + 8 <= taps; t += 8)
                    {
                        sum += row[i] + row[i + taps1] + row[i + taps2] + row[i + taps3] + row[i + taps4] + row[i + taps5] + row[i + taps6] + row[i + taps7];
                        i += 8 * channels;
                    }

                    for (; t < taps; t++)
                    {
                        sum += row[i];
                        i += channels;
                    }

                    accumulators[c] = sum;
                }

                Epilogues.Epilogue.Apply(network, program, at, layer, pixel, target, output);
                pixel++;
            }
        }
    }
}
