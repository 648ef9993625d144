using System;
using Edge.Formats;

namespace Edge.Device.Kernels;

/// <summary>Depthwise conv2d: each channel with its own kernel. The row is gathered as for conv2d: tap after tap, all channels of a tap together.</summary>
internal static class Depthwise
{
    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        int height = program[at + LayerSlot.OutputHeight];
        int width = program[at + LayerSlot.OutputWidth];
        int channels = program[at + LayerSlot.OutputChannels];
        int taps = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
        int[] planes = network.Planes;
        int first = program[at + LayerSlot.FirstPlane];
        int end = first + (program[at + LayerSlot.Planes] * PlaneSlot.Stride);
        int pixel = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Array.Clear(network.Accumulators, 0, channels);
                Gather.Bytes(program, at, source, y, x, network.Row);
                for (int plane = first; plane < end; plane += PlaneSlot.Stride)
                {
                    if (planes[plane + PlaneSlot.Encoding] == Format.EncodingPowers)
                    {
                        DepthwisePowers.Accumulate(planes[plane + PlaneSlot.Shift], network.Bytes[plane / PlaneSlot.Stride], network.Row, channels, taps, network.Accumulators);
                    }
                    else if (planes[plane + PlaneSlot.Encoding] == Format.EncodingBytes)
                    {
                        AccumulateBytes(planes, plane, network.Bytes[plane / PlaneSlot.Stride], network.Row, channels, taps, network.Accumulators);
                    }
                    else
                    {
                        AccumulateLanes(planes, plane, network.Words[plane / PlaneSlot.Stride], network.Row, channels, taps, network.Accumulators);
                    }
                }

                Epilogues.Epilogue.Apply(network, program, at, layer, pixel, target, output);
                pixel++;
            }
        }
    }

    /// <summary>acc[c] += sum over taps of (step * field[t][c] - zero) * row[t][c], shifted.</summary>
    private static void AccumulateBytes(int[] planes, int plane, byte[] fields, byte[] row, int channels, int taps, int[] accumulators)
    {
        int step = planes[plane + PlaneSlot.Step];
        int zero = planes[plane + PlaneSlot.Zero];
        int shift = planes[plane + PlaneSlot.Shift];
        for (int c = 0; c < channels; c++)
        {
            int sum = 0;
            int i = c;
            for (int t = 0; t < taps; t++)
            {
                sum += ((step * fields[i]) - zero) * row[i];
                i += channels;
            }

            accumulators[c] += sum << shift;
        }
    }

    /// <summary>The same with fields of 1, 2 or 4 bits: lane l of input position g * taps + t belongs to channel 4 g + l.</summary>
    private static void AccumulateLanes(int[] planes, int plane, ulong[] words, byte[] row, int channels, int taps, int[] accumulators)
    {
        int bits = planes[plane + PlaneSlot.Encoding];
        int fieldsPerLane = 16 / bits;
        int mask = (1 << bits) - 1;
        int step = planes[plane + PlaneSlot.Step];
        int zero = planes[plane + PlaneSlot.Zero];
        int shift = planes[plane + PlaneSlot.Shift];
        for (int c = 0; c < channels; c++)
        {
            int position = (c >> 2) * taps;
            int lane = (c & 3) << 4;
            int sum = 0;
            int i = c;
            for (int t = 0; t < taps; t++)
            {
                int field = (int)(words[position / fieldsPerLane] >> (lane + (position % fieldsPerLane * bits))) & mask;
                sum += ((step * field) - zero) * row[i];
                i += channels;
                position++;
            }

            accumulators[c] += sum << shift;
        }
    }
}
