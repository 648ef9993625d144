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
                    for (int t = 0; t < taps; t++)
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
