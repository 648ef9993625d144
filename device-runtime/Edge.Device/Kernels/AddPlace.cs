using System;

namespace Edge.Device.Kernels;

/// <summary>
/// Where the inputs of an add lie when its kernel begins: one of them where the outputs go, so that one counter serves for reading and writing.
/// A planner often puts the outputs in the place of an input; if not, a copy of the second one costs less than a counter of its own.
/// </summary>
internal static class AddPlace
{
    /// <summary>Whether it is the first input that lies where the outputs go.</summary>
    public static bool IsFirst(int[] program, int at)
    {
        return program[at + LayerSlot.Input] != 0 && program[at + LayerSlot.InputOffset] == program[at + LayerSlot.OutputOffset];
    }

    /// <summary>Puts one input there and returns the array of the other, whose values lie <paramref name="distance"/> behind the outputs' places.</summary>
    public static byte[] Align(int[] program, int at, byte[] source, byte[] source2, byte[] target, out int distance)
    {
        int to = program[at + LayerSlot.OutputOffset];
        int from2 = program[at + LayerSlot.Input2Offset];
        if (IsFirst(program, at))
        {
            distance = from2 - to;
            return source2;
        }

        if (program[at + LayerSlot.Input2] == 0 || from2 != to)
        {
            Array.Copy(source2, from2, target, to, program[at + LayerSlot.OutputHeight] * program[at + LayerSlot.OutputWidth] * program[at + LayerSlot.OutputChannels]);
        }

        distance = program[at + LayerSlot.InputOffset] - to;
        return source;
    }
}
