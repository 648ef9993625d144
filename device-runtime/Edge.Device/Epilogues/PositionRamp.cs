namespace Edge.Device.Epilogues;

/// <summary>
/// The epilogue of <see cref="StepLine"/> as a ramp for 16 positions of every channel, as <see cref="PositionLine"/> is for the lines that a table of 1024 entries can clamp.
/// <code>
/// z = v M + B      0 .. limit - 1: the output is z >> 44      above: the highest output      below, with the sign bit set: 0
/// </code>
/// </summary>
internal static class PositionRamp
{
    /// <summary>
    /// target[places[first + 4 w + j] + o] = output of lane j of sums[from + stride o + w], w = 0 .. 3, at most <paramref name="most"/>.
    /// Lane 0 of word 0 is written last: positions that do not exist share its place.
    /// </summary>
    public static void Apply(
        ulong[] sums, int from, int stride, ulong[] multipliers, ulong[] addends, byte most, int[] places, int first, byte[] target, int outputs)
    {
        ulong low = 0xFFFF;
        ulong limit = ((ulong)most + 1) << StepLine.RampShift;
        int p0 = places[first];
        int p1 = places[first + 1];
        int p2 = places[first + 2];
        int p3 = places[first + 3];
        int p4 = places[first + 4];
        int p5 = places[first + 5];
        int p6 = places[first + 6];
        int p7 = places[first + 7];
        int p8 = places[first + 8];
        int p9 = places[first + 9];
        int p10 = places[first + 10];
        int p11 = places[first + 11];
        int p12 = places[first + 12];
        int p13 = places[first + 13];
        int p14 = places[first + 14];
        int p15 = places[first + 15];

        // hot
        for (int o = 0; o < outputs; o++)
        {
            ulong multiplier = multipliers[o];
            ulong addend = addends[o];
            ulong v = sums[from + 3];
            ulong z = ((v >> 48) * multiplier) + addend;
            target[p15 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = (((v >> 32) & low) * multiplier) + addend;
            target[p14 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = (((v >> 16) & low) * multiplier) + addend;
            target[p13 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = ((v & low) * multiplier) + addend;
            target[p12 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            v = sums[from + 2];
            z = ((v >> 48) * multiplier) + addend;
            target[p11 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = (((v >> 32) & low) * multiplier) + addend;
            target[p10 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = (((v >> 16) & low) * multiplier) + addend;
            target[p9 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = ((v & low) * multiplier) + addend;
            target[p8 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            v = sums[from + 1];
            z = ((v >> 48) * multiplier) + addend;
            target[p7 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = (((v >> 32) & low) * multiplier) + addend;
            target[p6 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = (((v >> 16) & low) * multiplier) + addend;
            target[p5 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = ((v & low) * multiplier) + addend;
            target[p4 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            v = sums[from];
            z = ((v >> 48) * multiplier) + addend;
            target[p3 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = (((v >> 32) & low) * multiplier) + addend;
            target[p2 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = (((v >> 16) & low) * multiplier) + addend;
            target[p1 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            z = ((v & low) * multiplier) + addend;
            target[p0 + o] = z < limit ? (byte)(z >> StepLine.RampShift) : z >> 63 == 0 ? most : (byte)0;
            from += stride;
        }
    }
}
