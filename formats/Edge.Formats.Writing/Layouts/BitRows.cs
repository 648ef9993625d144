namespace Edge.Formats.Writing.Layouts;

/// <summary>
/// Bit rows (FORMAT.md section 5, encoding 16): a row of bits an output, laid out as bit activations are, filled up to whole 32-bit words.
/// A set bit is the field 1, the weight +1.
/// </summary>
internal static class BitRows
{
    /// <summary>fields [output][pixel][channel], 0 or 1, to rows that begin every <paramref name="stride"/> bytes.</summary>
    public static void Pack(ReadOnlySpan<byte> fields, PlaneShape shape, int stride, Span<byte> section)
    {
        for (int index = 0; index < shape.Weights; index++)
        {
            (int at, int bit) = Place(shape, stride, index);
            section[at] |= (byte)(fields[index] << bit);
        }
    }

    public static void Unpack(ReadOnlySpan<byte> section, PlaneShape shape, int stride, Span<byte> fields)
    {
        for (int index = 0; index < shape.Weights; index++)
        {
            (int at, int bit) = Place(shape, stride, index);
            fields[index] = (byte)((section[at] >> bit) & 1);
        }
    }

    /// <summary>Bytes of one row: the pixels' bytes, filled up to whole 32-bit words.</summary>
    public static int RowBytes(PlaneShape shape) => (((shape.Pixels * ((shape.Channels + 7) / 8)) + 3) / 4) * 4;

    private static (int At, int Bit) Place(PlaneShape shape, int stride, int index)
    {
        int channel = index % shape.Channels;
        int pixel = index / shape.Channels % shape.Pixels;
        int output = index / shape.Inputs;
        return ((output * stride) + (pixel * ((shape.Channels + 7) / 8)) + (channel / 8), channel % 8);
    }
}
