using System.Buffers.Binary;

namespace Edge.Formats.Writing;

/// <summary>The parameters of an epilogue as FORMAT.md section 4 stores them; pack and unpack.</summary>
internal sealed record EpilogueSection(int Argument, int Count, int Width, byte[] Bytes)
{
    public static EpilogueSection Pack(EpilogueDefinition epilogue) => epilogue.Kind switch
    {
        EpilogueKind.Threshold => PackThresholds(epilogue.Thresholds),
        EpilogueKind.Requantize => PackArithmetic(epilogue, epilogue.Shift, 8),
        EpilogueKind.Shift => PackArithmetic(epilogue, epilogue.Shift, 4),
        _ => PackArithmetic(epilogue, 0, 4),
    };

    /// <summary>The definition that packs to this section; the caller has checked kind, width and length.</summary>
    public EpilogueDefinition Unpack(EpilogueKind kind, byte[]? levels)
    {
        if (kind is EpilogueKind.Threshold)
        {
            int[][] rows = new int[Count][];
            for (int channel = 0; channel < Count; channel++)
            {
                rows[channel] = new int[Argument];
                for (int i = 0; i < Argument; i++)
                {
                    rows[channel][i] = (int)Read(Bytes, ((channel * Argument) + i) * Width, Width);
                }
            }

            return new EpilogueDefinition { Kind = kind, Thresholds = rows, Levels = levels };
        }

        int addend = kind is EpilogueKind.Requantize ? 8 : 4;
        bool multipliers = Width > addend;
        return new EpilogueDefinition
        {
            Kind = kind,
            Levels = levels,
            Shift = Argument,
            Addends = Width == 0 ? null : [.. Enumerable.Range(0, Count).Select(i => Read(Bytes, i * addend, addend))],
            Multipliers = multipliers ? [.. Enumerable.Range(0, Count).Select(i => (int)Read(Bytes, (Count * addend) + (i * 4), 4))] : null,
        };
    }

    private static EpilogueSection PackThresholds(int[][] thresholds)
    {
        int n = thresholds[0].Length;
        int width = thresholds.All(row => row.All(t => t == (short)t)) ? 2 : 4;
        byte[] bytes = new byte[thresholds.Length * n * width];
        for (int i = 0; i < thresholds.Length * n; i++)
        {
            Write(bytes, i * width, width, thresholds[i / n][i % n]);
        }

        return new EpilogueSection(n, thresholds.Length, width, bytes);
    }

    private static EpilogueSection PackArithmetic(EpilogueDefinition epilogue, int argument, int addend)
    {
        long[] addends = epilogue.Addends ?? [];
        int[] multipliers = epilogue.Multipliers ?? [];
        int width = addends.Length == 0 ? 0 : multipliers.Length == 0 ? addend : addend + 4;
        byte[] bytes = new byte[addends.Length * width];
        for (int i = 0; i < addends.Length; i++)
        {
            Write(bytes, i * addend, addend, addends[i]);
        }

        for (int i = 0; i < multipliers.Length; i++)
        {
            Write(bytes, (addends.Length * addend) + (i * 4), 4, multipliers[i]);
        }

        return new EpilogueSection(argument, addends.Length, width, bytes);
    }

    private static void Write(byte[] bytes, int at, int width, long value)
    {
        for (int i = 0; i < width; i++)
        {
            bytes[at + i] = (byte)(value >> (8 * i));
        }
    }

    private static long Read(byte[] bytes, int at, int width) => width switch
    {
        2 => BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(at)),
        4 => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)),
    };
}
