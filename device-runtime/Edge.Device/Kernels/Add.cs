using Edge.Formats;

namespace Edge.Device.Kernels;

/// <summary>acc = multiplier * a + multiplier2 * b, element by element: the residual connection. Bits count as 0 / 1.</summary>
internal static class Add
{
    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] source2, byte[] target, int[] output)
    {
        int pixels = program[at + LayerSlot.OutputHeight] * program[at + LayerSlot.OutputWidth];
        int channels = program[at + LayerSlot.OutputChannels];
        int first = program[at + LayerSlot.AddFirst];
        int second = program[at + LayerSlot.AddSecond];
        int from = program[at + LayerSlot.InputOffset];
        int from2 = program[at + LayerSlot.Input2Offset];
        bool bits = program[at + LayerSlot.InputFormat] == Format.FormatBits;
        bool bits2 = program[at + LayerSlot.Input2Format] == Format.FormatBits;
        int pixelBytes = bits ? (channels + 7) >> 3 : channels;
        int pixelBytes2 = bits2 ? (channels + 7) >> 3 : channels;
        int[] accumulators = network.Accumulators;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int c = 0; c < channels; c++)
            {
                int a = bits ? (source[from + (c >> 3)] >> (c & 7)) & 1 : source[from + c];
                int b = bits2 ? (source2[from2 + (c >> 3)] >> (c & 7)) & 1 : source2[from2 + c];
                accumulators[c] = (first * a) + (second * b);
            }

            from += pixelBytes;
            from2 += pixelBytes2;
            Epilogues.Epilogue.Apply(network, program, at, layer, pixel, target, output);
        }
    }
}
