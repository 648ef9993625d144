namespace Edge.Formats.Writing.Layouts;

/// <summary>
/// Row lanes of a depthwise layer (FORMAT.md section 5): the matrix has four outputs and ceil(channels / 4) x taps inputs;
/// lane l, input g x taps + t is channel 4 g + l, tap t.
/// </summary>
internal static class DepthwiseRowLanes
{
    /// <summary>fields [channel][tap] to words.</summary>
    public static void Pack(ReadOnlySpan<byte> fields, int bits, int channels, int taps, Span<byte> section)
    {
        int inputs = (channels + 3) / 4 * taps;
        byte[] matrix = new byte[4 * inputs];
        for (int channel = 0; channel < channels; channel++)
        {
            fields.Slice(channel * taps, taps).CopyTo(matrix.AsSpan((channel % 4 * inputs) + (channel / 4 * taps)));
        }

        RowLanes.Pack(matrix, bits, 4, inputs, section);
    }

    public static void Unpack(ReadOnlySpan<byte> section, int bits, int channels, int taps, Span<byte> fields)
    {
        int inputs = (channels + 3) / 4 * taps;
        byte[] matrix = new byte[4 * inputs];
        RowLanes.Unpack(section, bits, 4, inputs, matrix);
        for (int channel = 0; channel < channels; channel++)
        {
            matrix.AsSpan((channel % 4 * inputs) + (channel / 4 * taps), taps).CopyTo(fields.Slice(channel * taps, taps));
        }
    }
}
