namespace Edge.Device.Epilogues;

/// <summary>
/// The epilogue of <see cref="StepLine"/> for 16 positions of every channel: the sums lie in 16-bit lanes, two of them share a multiplication.
/// <code>
/// sums       |    p3   |    p2   |    p1   |    p0   |
/// split      |    0    p2   |    0    p0   |   and   |    0    p3   |    0    p1   |
/// times M plus (B, B), which share a word:  each 32-bit half shifted right by 22 indexes the table
/// </code>
/// </summary>
internal static class PositionLine
{
    /// <summary>
    /// target[places[first + 4 w + j] + o] = output of lane j of sums[from + stride o + w], w = 0 .. 3. Lane 0 of word 0 is written last:
    /// positions that do not exist share its place.
    /// </summary>
    public static void Apply(
        ulong[] sums, int from, int stride, ulong[] lines, byte[] table, int[] places, int first, byte[] target, int outputs)
    {
        ulong m = 0x0000FFFF0000FFFFUL;
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
            ulong line = lines[o];
            ulong multiplier = line & StepLine.Limit;
            ulong addend = (line >> 32) * StepLine.BothHalves;
            ulong v = sums[from + 3];
            ulong z = (((v >> 16) & m) * multiplier) + addend;
            target[p15 + o] = table[(int)(z >> 54)];
            target[p13 + o] = table[(int)((uint)z >> 22)];
            z = ((v & m) * multiplier) + addend;
            target[p14 + o] = table[(int)(z >> 54)];
            target[p12 + o] = table[(int)((uint)z >> 22)];
            v = sums[from + 2];
            z = (((v >> 16) & m) * multiplier) + addend;
            target[p11 + o] = table[(int)(z >> 54)];
            target[p9 + o] = table[(int)((uint)z >> 22)];
            z = ((v & m) * multiplier) + addend;
            target[p10 + o] = table[(int)(z >> 54)];
            target[p8 + o] = table[(int)((uint)z >> 22)];
            v = sums[from + 1];
            z = (((v >> 16) & m) * multiplier) + addend;
            target[p7 + o] = table[(int)(z >> 54)];
            target[p5 + o] = table[(int)((uint)z >> 22)];
            z = ((v & m) * multiplier) + addend;
            target[p6 + o] = table[(int)(z >> 54)];
            target[p4 + o] = table[(int)((uint)z >> 22)];
            v = sums[from];
            z = (((v >> 16) & m) * multiplier) + addend;
            target[p3 + o] = table[(int)(z >> 54)];
            target[p1 + o] = table[(int)((uint)z >> 22)];
            z = ((v & m) * multiplier) + addend;
            target[p2 + o] = table[(int)(z >> 54)];
            target[p0 + o] = table[(int)((uint)z >> 22)];
            from += stride;
        }
    }
}
