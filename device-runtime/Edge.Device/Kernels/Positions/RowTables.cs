namespace Edge.Device.Kernels.Positions;

/// <summary>
/// The sums that the inputs of one kernel row can contribute, for all positions of a block at once.
/// <code>
/// x0 x1 x2 | x3 x4 x5 | x6 x7       entry 9 w0 + 3 w1 + w2 of a group, w = 0, 1, 2 for weights -1, 0, +1
/// 27 sums  | 27 sums  | 9 sums      -1 adds highest - x: no lane is ever negative
/// </code>
/// </summary>
internal static class RowTables
{
    /// <summary>Fills the entries of one kernel row from <paramref name="to"/> on; inputs[0 .. count - 1] are its words.</summary>
    public static void Build(ulong[] inputs, int count, ulong highest, ulong[] table, int to)
    {
        int from = 0;
        for (; from + 3 <= count; from += 3)
        {
            BuildThree(inputs[from], inputs[from + 1], inputs[from + 2], highest, table, to);
            to += RowShape.GroupEntries;
        }

        if (count - from == 2)
        {
            ulong x0 = inputs[from];
            Three(x0 ^ highest, inputs[from + 1], highest, table, to);
            Three(0, inputs[from + 1], highest, table, to + 3);
            Three(x0, inputs[from + 1], highest, table, to + 6);
        }
        else if (count - from == 1)
        {
            Three(0, inputs[from], highest, table, to);
        }
    }

    private static void Three(ulong sum, ulong x, ulong highest, ulong[] table, int to)
    {
        table[to] = sum + (x ^ highest);
        table[to + 1] = sum;
        table[to + 2] = sum + x;
    }

    private static void BuildThree(ulong x0, ulong x1, ulong x2, ulong highest, ulong[] table, int to)
    {
        ulong n0 = x0 ^ highest;
        ulong n1 = x1 ^ highest;
        ulong n2 = x2 ^ highest;
        ulong sum = n0 + n1;
        table[to] = sum + n2;
        table[to + 1] = sum;
        table[to + 2] = sum + x2;
        table[to + 3] = n0 + n2;
        table[to + 4] = n0;
        table[to + 5] = n0 + x2;
        sum = n0 + x1;
        table[to + 6] = sum + n2;
        table[to + 7] = sum;
        table[to + 8] = sum + x2;
        table[to + 9] = n1 + n2;
        table[to + 10] = n1;
        table[to + 11] = n1 + x2;
        table[to + 12] = n2;
        table[to + 13] = 0;
        table[to + 14] = x2;
        table[to + 15] = x1 + n2;
        table[to + 16] = x1;
        table[to + 17] = x1 + x2;
        sum = x0 + n1;
        table[to + 18] = sum + n2;
        table[to + 19] = sum;
        table[to + 20] = sum + x2;
        table[to + 21] = x0 + n2;
        table[to + 22] = x0;
        table[to + 23] = x0 + x2;
        sum = x0 + x1;
        table[to + 24] = sum + n2;
        table[to + 25] = sum;
        table[to + 26] = sum + x2;
    }
}
