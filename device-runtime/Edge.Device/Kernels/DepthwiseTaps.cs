using System;

namespace Edge.Device.Kernels;

/// <summary>
/// Depthwise conv2d of any kernel and any weights: one signed integer a weight, those of all planes added, in the order of the gathered row.
/// <code>
/// row       | tap 0: c0 c1 c2 .. | tap 1: c0 c1 c2 .. | ..
/// weights   | tap 0: c0 c1 c2 .. | tap 1: c0 c1 c2 .. | ..        one counter serves both
/// </code>
/// Sums wrap at 32 bits, as the format says, so the order of additions and shifts does not matter.
/// </summary>
internal static class DepthwiseTaps
{
    /// <summary>Bytes of the weights.</summary>
    public static long WeightBytes(int[] program, int at)
    {
        return 4L * program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth] * program[at + LayerSlot.OutputChannels];
    }

    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        int height = program[at + LayerSlot.OutputHeight];
        int width = program[at + LayerSlot.OutputWidth];
        int channels = program[at + LayerSlot.OutputChannels];
        int taps = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
        int pixel = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Gather.Bytes(program, at, source, y, x, network.Row);
                Accumulate(network.TapWeights[layer], network.Row, channels, taps, network.Accumulators);
                Epilogues.Epilogue.Apply(network, program, at, layer, pixel, target, output);
                pixel++;
            }
        }
    }

    private static void Accumulate(int[] weights, byte[] row, int channels, int taps, int[] accumulators)
    {
        for (int c = 0; c < channels; c++)
        {
            int sum = 0;
            int i = c;
            int t = 0;

            // hot
            for (; t + 3 <= taps; t += 3)
            {
                int j = i + channels;
                int k = j + channels;
                sum += (weights[i] * row[i]) + (weights[j] * row[j]) + (weights[k] * row[k]);
                i = k + channels;
            }

            for (; t < taps; t++)
            {
                sum += weights[i] * row[i];
                i += channels;
            }

            accumulators[c] = sum;
        }
    }
}
