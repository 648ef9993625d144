using Edge.Device.Epilogues;
using Edge.Formats;

namespace Edge.Device.Kernels;

/// <summary>
/// Add whose epilogue is a line (<see cref="StepLine"/>), one for all channels or one each: the multipliers of the inputs and that of the line are one.
/// <code>
/// (m a + m' b + offset) M + B  =  (m M) a + (m' M) b + (offset M + B)     modulo 2^32, or 2^64 for the finer lines
/// </code>
/// A line goes over all its elements with its three numbers in locals.
/// </summary>
internal static class AddLine
{
    /// <summary>Whether a layer may have a line: bytes in and out.</summary>
    public static bool Fits(int[] program, int at)
    {
        int output = program[at + LayerSlot.OutputFormat];
        return output != Format.FormatBits && output != Format.FormatRaw
            && program[at + LayerSlot.InputFormat] != Format.FormatBits && program[at + LayerSlot.Input2Format] != Format.FormatBits;
    }

    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] source2, byte[] target)
    {
        int to = program[at + LayerSlot.OutputOffset];
        int end = to + (program[at + LayerSlot.OutputHeight] * program[at + LayerSlot.OutputWidth] * program[at + LayerSlot.OutputChannels]);
        byte[] other = AddPlace.Align(program, at, source, source2, target, out int distance);
        bool first = AddPlace.IsFirst(program, at);
        ulong otherFactor = (ulong)(long)program[at + (first ? LayerSlot.AddSecond : LayerSlot.AddFirst)];
        ulong ownFactor = (ulong)(long)program[at + (first ? LayerSlot.AddFirst : LayerSlot.AddSecond)];
        ulong offset = (ulong)(long)network.Offsets[layer][0];
        ulong[] multipliers = network.LineMultipliers[layer];
        byte[] table = network.LineTables[layer];
        int lines = multipliers.Length;
        for (int c = 0; c < lines; c++)
        {
            ulong m = multipliers[c];
            if (program[at + LayerSlot.LineKind] == StepLine.Half)
            {
                ulong addend = (m >> 32) + (m * offset);
                Narrow(other, distance, target, to + c, end, lines, (uint)(m * otherFactor), (uint)(m * ownFactor), (uint)addend, table);
            }
            else
            {
                Wide(other, distance, target, to + c, end, lines, m * otherFactor, m * ownFactor, network.LineAddends[layer][c] + (m * offset), table);
            }
        }
    }

    /// <summary>target[i] = table[(f other[i + distance] + g target[i] + b) >> 22] for i = from, from + step, .. below <paramref name="end"/>.</summary>
    private static void Narrow(byte[] other, int distance, byte[] target, int from, int end, int step, uint f, uint g, uint b, byte[] table)
    {
        int i = from;
        int step2 = 2 * step;
        int step3 = 3 * step;
        int distance1 = distance + step;
        int distance2 = distance + step2;
        int distance3 = distance + step3;

        // hot
        for (int whole = end - step3; i < whole; i += step2 + step2)
        {
            target[i] = table[(int)(((f * other[i + distance]) + (g * target[i]) + b) >> StepLine.Shift)];
            target[i + step] = table[(int)(((f * other[i + distance1]) + (g * target[i + step]) + b) >> StepLine.Shift)];
            target[i + step2] = table[(int)(((f * other[i + distance2]) + (g * target[i + step2]) + b) >> StepLine.Shift)];
            target[i + step3] = table[(int)(((f * other[i + distance3]) + (g * target[i + step3]) + b) >> StepLine.Shift)];
        }

        for (; i < end; i += step)
        {
            target[i] = table[(int)(((f * other[i + distance]) + (g * target[i]) + b) >> StepLine.Shift)];
        }
    }

    /// <summary>The same with 64 bits.</summary>
    private static void Wide(byte[] other, int distance, byte[] target, int from, int end, int step, ulong f, ulong g, ulong b, byte[] table)
    {
        int i = from;
        int next = step + distance;

        // hot
        for (int whole = end - step; i < whole; i += step + step)
        {
            target[i] = table[(int)(((f * other[i + distance]) + (g * target[i]) + b) >> StepLine.WideIndexShift)];
            target[i + step] = table[(int)(((f * other[i + next]) + (g * target[i + step]) + b) >> StepLine.WideIndexShift)];
        }

        for (; i < end; i += step)
        {
            target[i] = table[(int)(((f * other[i + distance]) + (g * target[i]) + b) >> StepLine.WideIndexShift)];
        }
    }
}
