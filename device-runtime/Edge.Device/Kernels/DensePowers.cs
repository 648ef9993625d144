using System;

namespace Edge.Device.Kernels;

/// <summary>
/// Weights that are powers of two, four bits each, by shifts and additions alone. An input's value is doubled from exponent to exponent once, for all outputs:
/// <code>
/// table    | 0 | a | 2 a | 4 a | .. | 64 a | 0 | -a | -2 a | -4 a | .. | -64 a |        by code; eight inputs, a table each
/// sum[o] += table0[code0] + table1[code1] + .. + table7[code7]
/// </code>
/// The words may hold the value of an input at several positions, each in its lane (<see cref="PowerPositions"/>).
/// </summary>
internal static class DensePowers
{
    /// <summary>A row's last block is read whole; tables of inputs behind the row are 0.</summary>
    public const int Slack = 3;

    /// <summary>Inputs that share an addition to the sums.</summary>
    private const int Block = 8;

    private const int Codes = 16;

    /// <summary>What <see cref="MakeTables"/> allocates.</summary>
    public static long TableBytes(int outputs)
    {
        return (Block * ((8 * Codes) + 16)) + (8L * outputs) + 64;
    }

    /// <summary>Tables of a block's inputs, and behind them the sums.</summary>
    public static ulong[][] MakeTables(int outputs)
    {
        ulong[][] tables = new ulong[Block + 1][];
        for (int j = 0; j < Block; j++)
        {
            tables[j] = new ulong[Codes];
        }

        tables[Block] = new ulong[outputs];
        return tables;
    }

    /// <summary>The sums of <paramref name="tables"/>.</summary>
    public static ulong[] Sums(ulong[][] tables)
    {
        return tables[Block];
    }

    /// <summary>acc[o] += (sum over k of weight[o][k] * row[k]) &lt;&lt; shift, for all outputs.</summary>
    public static void Accumulate(int[] planes, int plane, byte[] codes, byte[] row, int inputs, ulong[][] tables, int[] accumulators, int outputs)
    {
        ulong[] sums = tables[Block];
        Array.Clear(sums, 0, outputs);
        Add(codes, row, null, inputs, planes[plane + PlaneSlot.Shift], tables, outputs);
        for (int o = 0; o < outputs; o++)
        {
            accumulators[o] += (int)sums[o];
        }
    }

    /// <summary>sum[o] += sum over k of weight[o][k] * value k &lt;&lt; shift; the values are those of <paramref name="words"/>, or of <paramref name="row"/> where there are none.</summary>
    public static void Add(byte[] codes, byte[] row, ulong[] words, int inputs, int shift, ulong[][] tables, int outputs)
    {
        int rowBytes = (inputs + 1) >> 1;
        int at = 0;
        for (int k = 0; k < inputs; k += Block)
        {
            for (int j = 0; j < Block; j++)
            {
                Fill(tables[j], k + j >= inputs ? 0 : (words == null ? row[k + j] : words[k + j]) << shift);
            }

            AddBlock(codes, at, rowBytes, tables, tables[Block], outputs);
            at += Block / 2;
        }
    }

    private static void Fill(ulong[] table, ulong value)
    {
        table[1] = value;
        table[9] = 0 - value;
        value <<= 1;
        table[2] = value;
        table[10] = 0 - value;
        value <<= 1;
        table[3] = value;
        table[11] = 0 - value;
        value <<= 1;
        table[4] = value;
        table[12] = 0 - value;
        value <<= 1;
        table[5] = value;
        table[13] = 0 - value;
        value <<= 1;
        table[6] = value;
        table[14] = 0 - value;
        value <<= 1;
        table[7] = value;
        table[15] = 0 - value;
    }

    private static void AddBlock(byte[] codes, int at, int rowBytes, ulong[][] tables, ulong[] sums, int outputs)
    {
        ulong[] t0 = tables[0], t1 = tables[1], t2 = tables[2], t3 = tables[3], t4 = tables[4], t5 = tables[5], t6 = tables[6], t7 = tables[7];

        // hot
        for (int o = 0; o < outputs; o++)
        {
            int c0 = codes[at];
            int c2 = codes[at + 1];
            int c4 = codes[at + 2];
            int c6 = codes[at + 3];
            sums[o] += t0[c0 & 15] + t1[c0 >> 4] + t2[c2 & 15] + t3[c2 >> 4] + t4[c4 & 15] + t5[c4 >> 4] + t6[c6 & 15] + t7[c6 >> 4];
            at += rowBytes;
        }
    }
}
