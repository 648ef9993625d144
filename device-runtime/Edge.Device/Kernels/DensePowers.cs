namespace Edge.Device.Kernels;

/// <summary>
/// Weights that are powers of two, four bits each, by shifts and additions alone. An input's value is doubled from exponent to exponent once, for all outputs:
/// <code>
/// table    | 0 | a | 2 a | 4 a | .. | 64 a | 0 | -a | -2 a | -4 a | .. | -64 a |        by code; eight inputs, a table each
/// acc[o] += table0[code0] + table1[code1] + .. + table7[code7]
/// </code>
/// </summary>
internal static class DensePowers
{
    /// <summary>Inputs that share an addition to the accumulators, and the bytes of their codes.</summary>
    public const int Block = 8;

    /// <summary>A row's last block is read whole; tables of inputs behind the row are 0.</summary>
    public const int Slack = 3;

    private const int Codes = 16;

    /// <summary>What <see cref="MakeTables"/> allocates.</summary>
    public const int TableBytes = (Block * ((4 * Codes) + 16)) + 16;

    /// <summary>Tables of a block's inputs.</summary>
    public static int[][] MakeTables()
    {
        int[][] tables = new int[Block][];
        for (int j = 0; j < Block; j++)
        {
            tables[j] = new int[Codes];
        }

        return tables;
    }

    /// <summary>acc[o] += (sum over k of weight[o][k] * row[k]) &lt;&lt; shift, for all outputs.</summary>
    public static void Accumulate(int[] planes, int plane, byte[] codes, byte[] row, int inputs, int[][] tables, int[] accumulators, int outputs)
    {
        int shift = planes[plane + PlaneSlot.Shift];
        int rowBytes = (inputs + 1) >> 1;
        int at = 0;
        for (int k = 0; k < inputs; k += Block)
        {
            for (int j = 0; j < Block; j++)
            {
                Fill(tables[j], k + j < inputs ? row[k + j] << shift : 0);
            }

            AddBlock(codes, at, rowBytes, tables, accumulators, outputs);
            at += Block / 2;
        }
    }

    private static void Fill(int[] table, int value)
    {
        table[1] = value;
        table[9] = -value;
        value <<= 1;
        table[2] = value;
        table[10] = -value;
        value <<= 1;
        table[3] = value;
        table[11] = -value;
        value <<= 1;
        table[4] = value;
        table[12] = -value;
        value <<= 1;
        table[5] = value;
        table[13] = -value;
        value <<= 1;
        table[6] = value;
        table[14] = -value;
        value <<= 1;
        table[7] = value;
        table[15] = -value;
    }

    private static void AddBlock(byte[] codes, int at, int rowBytes, int[][] tables, int[] accumulators, int outputs)
    {
        int[] t0 = tables[0], t1 = tables[1], t2 = tables[2], t3 = tables[3], t4 = tables[4], t5 = tables[5], t6 = tables[6], t7 = tables[7];

        // hot
        for (int o = 0; o < outputs; o++)
        {
            int c0 = codes[at];
            int c2 = codes[at + 1];
            int c4 = codes[at + 2];
            int c6 = codes[at + 3];
            accumulators[o] += t0[c0 & 15] + t1[c0 >> 4] + t2[c2 & 15] + t3[c2 >> 4] + t4[c4 & 15] + t5[c4 >> 4] + t6[c6 & 15] + t7[c6 >> 4];
            at += rowBytes;
        }
    }
}
