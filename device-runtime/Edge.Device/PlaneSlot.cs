namespace Edge.Device;

/// <summary>Where a plane's numbers stand in <see cref="Network.Planes"/>.</summary>
internal static class PlaneSlot
{
    public const int Encoding = 0;

    /// <summary>In the blob; a coded section's is marked by <see cref="Loading.SectionReader.Coded"/>.</summary>
    public const int Offset = 1;

    public const int Shift = 2;
    public const int Step = 3;
    public const int Zero = 4;
    public const int Levels = 5;

    /// <summary>Words along the inputs that a 16-bit lane can add before it may overflow.</summary>
    public const int FlushBlocks = 6;

    public const int Stride = 7;

    /// <summary>Whether an encoding counts the bits of rows of bits, instead of multiplying stored values.</summary>
    public static bool IsBits(int encoding)
    {
        return encoding == Formats.Format.EncodingBitRows || encoding == Formats.Format.EncodingMaskedBitRows;
    }

    /// <summary>The largest weight of a plane of powers of two (encoding 20).</summary>
    public static int LargestPower(int levels)
    {
        return 1 << ((levels - 3) >> 1);
    }
}
