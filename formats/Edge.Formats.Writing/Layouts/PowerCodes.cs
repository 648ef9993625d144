namespace Edge.Formats.Writing.Layouts;

/// <summary>
/// Powers of two (FORMAT.md section 5, encoding 20): four bits a weight, two weights a byte, the first in the lower half; every row begins at a byte.
/// Example: the byte 0xB1 is 2^0 = 1, then -2^2 = -4.
/// </summary>
internal static class PowerCodes
{
    /// <summary>The sign's bit. Alone it is a second 0, which nobody writes.</summary>
    public const byte Sign = 8;

    /// <summary>Bit 3: the sign; bits 0 .. 2: 0 for the weight 0, else 1 + the exponent. -1 where the weight is not one of <paramref name="levels"/> such weights.</summary>
    public static int Of(int weight, int levels)
    {
        long magnitude = Math.Abs((long)weight);
        int powers = (levels - 1) / 2;
        for (int exponent = 0; exponent < powers; exponent++)
        {
            if (magnitude == 1L << exponent)
            {
                return exponent + 1 + (weight < 0 ? Sign : 0);
            }
        }

        return weight == 0 ? 0 : -1;
    }

    public static int Weight(int code)
    {
        int magnitude = (1 << (code % Sign)) >> 1;
        return code < Sign ? magnitude : -magnitude;
    }

    /// <summary>codes [output][input] to rows of outputs; depthwise to rows of taps.</summary>
    public static void Pack(ReadOnlySpan<byte> codes, PlaneShape shape, Span<byte> section)
    {
        section.Clear();
        for (int index = 0; index < shape.Weights; index++)
        {
            (int at, int bit) = Place(shape, index);
            section[at] |= (byte)(codes[index] << bit);
        }
    }

    public static void Unpack(ReadOnlySpan<byte> section, PlaneShape shape, Span<byte> codes)
    {
        for (int index = 0; index < shape.Weights; index++)
        {
            (int at, int bit) = Place(shape, index);
            codes[index] = (byte)((section[at] >> bit) & 15);
        }
    }

    private static (int At, int Bit) Place(PlaneShape shape, int index)
    {
        (int row, int column) = (index / shape.Inputs, index % shape.Inputs);
        int width = shape.Inputs;
        if (shape.Depthwise)
        {
            (row, column, width) = (column, row, shape.Outputs);
        }

        return ((row * ((width + 1) / 2)) + (column / 2), 4 * (column % 2));
    }
}
