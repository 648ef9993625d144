using Edge.Device.Kernels;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Turns bit rows into the columns that the kernels read, and counts what a row gives if no bit differs.</summary>
internal static class BitRowLoader
{
    /// <summary>
    /// Reads the rows at <paramref name="offset"/> of the blob, <paramref name="rowWords32"/> 32-bit words each.
    /// bases[o] += accumulator of output o under this plane if every weight agreed with its activation.
    /// </summary>
    public static Status Load(SectionReader sections, int[] planes, int plane, int rowWords32, int inputs, ulong[][] columns, int[] bases)
    {
        int shift = planes[plane + PlaneSlot.Shift];
        bool masked = planes[plane + PlaneSlot.Encoding] == Format.EncodingMaskedBitRows;
        int rowWords = (rowWords32 + 1) >> 1;
        int offset = planes[plane + PlaneSlot.Offset];
        ulong[] row = new ulong[rowWords];
        for (int o = 0; o < bases.Length; o++)
        {
            Status status = sections.ReadRow(offset, row, rowWords32);
            offset += 4 * rowWords32;
            if (status == Status.Ok && masked)
            {
                Scatter(row, columns, 0, 2, o);
                status = sections.ReadRow(offset, row, rowWords32);
                offset += 4 * rowWords32;
                Scatter(row, columns, 1, 2, o);
                bases[o] += Count(row) << shift;
            }
            else if (status == Status.Ok)
            {
                DenseBitRows.Mix(row);
                Scatter(row, columns, 0, 1, o);
                bases[o] += inputs << shift;
            }

            if (status != Status.Ok)
            {
                return status;
            }
        }

        return Status.Ok;
    }

    private static void Scatter(ulong[] row, ulong[][] columns, int first, int step, int o)
    {
        for (int k = 0; k < row.Length; k++)
        {
            columns[first + (step * k)][o] = row[k];
        }
    }

    private static int Count(ulong[] row)
    {
        int count = 0;
        for (int k = 0; k < row.Length; k++)
        {
            ulong bits = row[k];
            bits -= (bits >> 1) & 0x5555555555555555UL;
            bits = (bits & 0x3333333333333333UL) + ((bits >> 2) & 0x3333333333333333UL);
            count += (int)((((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FUL) * 0x0101010101010101UL) >> 56);
        }

        return count;
    }
}
