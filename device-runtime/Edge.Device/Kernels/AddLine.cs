using Edge.Device.Epilogues;
using Edge.Formats;

namespace Edge.Device.Kernels;

/// <summary>
/// Add whose epilogue is a line (<see cref="StepLine"/>): the multipliers of the inputs and that of the line are one.
/// <code>
/// (m a + m' b + offset) M + B  =  (m M) a + (m' M) b + (offset M + B)     modulo 2^64
/// </code>
/// </summary>
internal static class AddLine
{
    /// <summary>Whether a layer may have a line: one epilogue for all channels, bytes in and out.</summary>
    public static bool Fits(int[] program, int at)
    {
        int output = program[at + LayerSlot.OutputFormat];
        return program[at + LayerSlot.Count] == 1 && output != Format.FormatBits && output != Format.FormatRaw
            && program[at + LayerSlot.InputFormat] != Format.FormatBits && program[at + LayerSlot.Input2Format] != Format.FormatBits;
    }

    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] source2, byte[] target)
    {
        byte[] table = network.LineTables[layer];
        ulong multiplier = network.LineMultipliers[layer][0];
        ulong first = multiplier * (ulong)(long)program[at + LayerSlot.AddFirst];
        ulong second = multiplier * (ulong)(long)program[at + LayerSlot.AddSecond];
        ulong addend = network.LineAddends[layer][0] + (multiplier * (ulong)(long)network.Offsets[layer][0]);
        int i = program[at + LayerSlot.InputOffset];
        int j = program[at + LayerSlot.Input2Offset];
        int to = program[at + LayerSlot.OutputOffset];
        int end = to + (program[at + LayerSlot.OutputHeight] * program[at + LayerSlot.OutputWidth] * program[at + LayerSlot.OutputChannels]);

        // hot
        for (; to < end; to++)
        {
            target[to] = table[(int)(((first * source[i]) + (second * source2[j]) + addend) >> StepLine.WideIndexShift)];
            i++;
            j++;
        }
    }
}
