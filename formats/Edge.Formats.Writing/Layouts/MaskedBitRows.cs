namespace Edge.Formats.Writing.Layouts;

/// <summary>
/// Masked bit rows (FORMAT.md section 5, encoding 17): an output has a bit row of signs (1 = the weight is +1), then one of the mask (1 = the weight is not 0).
/// A field is the weight + 1: 0 is -1, 1 is 0, 2 is +1.
/// </summary>
internal static class MaskedBitRows
{
    public static void Pack(ReadOnlySpan<byte> fields, PlaneShape shape, Span<byte> section)
    {
        int row = BitRows.RowBytes(shape);
        byte[] bits = new byte[fields.Length];
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = (byte)(fields[i] == 2 ? 1 : 0);
        }

        BitRows.Pack(bits, shape, 2 * row, section);
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = (byte)(fields[i] == 1 ? 0 : 1);
        }

        BitRows.Pack(bits, shape, 2 * row, section[row..]);
    }

    public static void Unpack(ReadOnlySpan<byte> section, PlaneShape shape, Span<byte> fields)
    {
        int row = BitRows.RowBytes(shape);
        byte[] signs = new byte[fields.Length];
        BitRows.Unpack(section, shape, 2 * row, signs);
        BitRows.Unpack(section[row..], shape, 2 * row, fields);
        for (int i = 0; i < signs.Length; i++)
        {
            fields[i] = (byte)(fields[i] == 0 ? 1 : 2 * signs[i]);
        }
    }
}
