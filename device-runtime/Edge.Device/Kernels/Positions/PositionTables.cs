using System;

namespace Edge.Device.Kernels.Positions;

/// <summary>
/// The nine sums that two inputs can contribute, for all positions of a block at once.
/// <code>
/// weights      - -      - 0   - +      0 -   0 0   0 +   + -      + 0   + +
/// entry 9 p +  0        1     2        3     4     5     6        7     8
/// sum          n0 + n1  n0    n0 + x1  n1    0     x1    x0 + n1  x0    x0 + x1        n = highest - x
/// </code>
/// A weight of -1 adds highest - x instead of -x: no lane is ever negative, and what is too much, highest times the number of -1, is a constant of the output.
/// </summary>
internal static class PositionTables
{
    /// <summary>Makes every entry zero: a layer of <see cref="ConvLists"/> before this one leaves its words where the entries that <see cref="Build"/> never writes must be.</summary>
    public static void Clear(ulong[][] tables)
    {
        for (int i = 0; i < tables.Length; i++)
        {
            Array.Clear(tables[i], 0, tables[i].Length);
        }
    }

    /// <summary>Fills the entries of <paramref name="pairs"/> pairs; entry 4 of each stays zero.</summary>
    public static void Build(ulong[] inputs, int pairs, ulong highest, ulong[] table)
    {
        int end = 2 * pairs;
        int t = 0;
        for (int k = 0; k < end; k += 2)
        {
            ulong x0 = inputs[k];
            ulong x1 = inputs[k + 1];
            ulong n0 = x0 ^ highest;
            ulong n1 = x1 ^ highest;
            table[t] = n0 + n1;
            table[t + 1] = n0;
            table[t + 2] = n0 + x1;
            table[t + 3] = n1;
            table[t + 5] = x1;
            table[t + 6] = x0 + n1;
            table[t + 7] = x0;
            table[t + 8] = x0 + x1;
            t += PositionShape.EntriesPerPair;
        }
    }
}
