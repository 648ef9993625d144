namespace Edge.Formats.Writing.Layouts;

/// <summary>One byte a weight (FORMAT.md section 5, encoding 8): rows as they are; depthwise transposed to taps x channels.</summary>
internal static class WeightBytes
{
    public static void Pack(ReadOnlySpan<byte> fields, PlaneShape shape, Span<byte> section)
    {
        if (!shape.Depthwise)
        {
            fields.CopyTo(section);
            return;
        }

        Transpose(fields, shape.Outputs, shape.Pixels, section);
    }

    public static void Unpack(ReadOnlySpan<byte> section, PlaneShape shape, Span<byte> fields)
    {
        if (!shape.Depthwise)
        {
            section.CopyTo(fields);
            return;
        }

        Transpose(section, shape.Pixels, shape.Outputs, fields);
    }

    /// <summary>[row][column] to [column][row].</summary>
    private static void Transpose(ReadOnlySpan<byte> from, int rows, int columns, Span<byte> to)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                to[(column * rows) + row] = from[(row * columns) + column];
            }
        }
    }
}
