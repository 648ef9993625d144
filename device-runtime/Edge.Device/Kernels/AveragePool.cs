namespace Edge.Device.Kernels;

/// <summary>
/// acc[c] = sum of the window's values of channel c, padding included; the epilogue divides. Global average pool is the same with one window.
/// Where the sums are few, the outputs come from a table of them that the epilogue itself filled while loading.
/// </summary>
internal static class AveragePool
{
    /// <summary>The entries of such a table, a power of two.</summary>
    public const int Entries = 1024;

    /// <summary>The largest sum of a window.</summary>
    public static long HighestSum(int[] program, int at)
    {
        int format = program[at + LayerSlot.InputFormat];
        return (long)program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth] * (format == Formats.Format.FormatBits ? 1 : (1 << format) - 1);
    }

    /// <summary>Whether a layer may have such a table: one epilogue for all channels, bytes out.</summary>
    public static bool FitsTable(int[] program, int at)
    {
        int output = program[at + LayerSlot.OutputFormat];
        return program[at + LayerSlot.Count] == 1 && output != Formats.Format.FormatBits && output != Formats.Format.FormatRaw && HighestSum(program, at) < Entries;
    }

    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        int channels = program[at + LayerSlot.OutputChannels];
        int taps = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
        int to = program[at + LayerSlot.OutputOffset];
        byte[] table = program[at + LayerSlot.Variant] == Variant.AverageTable ? network.OutputTables[layer][0] : null;
        int pixel = 0;
        for (int y = 0; y < program[at + LayerSlot.OutputHeight]; y++)
        {
            for (int x = 0; x < program[at + LayerSlot.OutputWidth]; x++)
            {
                Gather.Bytes(program, at, source, y, x, network.Row);
                Sum(network.Row, taps, channels, network.Accumulators, table, target, to);
                if (table == null)
                {
                    Epilogues.Epilogue.Apply(network, program, at, layer, pixel, target, output);
                }

                pixel++;
                to += channels;
            }
        }
    }

    /// <summary>Sums of one window, into <paramref name="sums"/>, or, where there is a table, their outputs into <paramref name="target"/>.</summary>
    private static void Sum(byte[] row, int taps, int channels, int[] sums, byte[] table, byte[] target, int to)
    {
        int t2 = 2 * channels;
        int t3 = 3 * channels;
        int t4 = 4 * channels;
        int t5 = 5 * channels;
        int t6 = 6 * channels;
        int t7 = 7 * channels;
        int t8 = 8 * channels;
        int t9 = 9 * channels;
        int t10 = 10 * channels;
        int t11 = 11 * channels;
        int t12 = 12 * channels;
        int t13 = 13 * channels;
        int t14 = 14 * channels;
        int t15 = 15 * channels;
        int t16 = 16 * channels;
        int sixteens = (taps >> 4) * t16;
        int fours = (taps >> 2) * t4;
        int end = taps * channels;
        for (int c = 0; c < channels; c++)
        {
            int sum = 0;
            int i = c;

            // hot
            for (; i < sixteens; i += t16)
            {
                sum += row[i] + row[i + channels] + row[i + t2] + row[i + t3] + row[i + t4] + row[i + t5] + row[i + t6] + row[i + t7]
                    + row[i + t8] + row[i + t9] + row[i + t10] + row[i + t11] + row[i + t12] + row[i + t13] + row[i + t14] + row[i + t15];
            }

            for (; i < fours; i += t4)
            {
                sum += row[i] + row[i + channels] + row[i + t2] + row[i + t3];
            }

            for (; i < end; i += channels)
            {
                sum += row[i];
            }

            if (table != null)
            {
                target[to] = table[sum & (Entries - 1)];
                to++;
            }
            else
            {
                sums[c] = sum;
            }
        }
    }
}
