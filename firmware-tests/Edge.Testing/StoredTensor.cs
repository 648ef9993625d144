namespace Edge.Testing;

/// <summary>From the values of a tensor, channels last, to its stored bytes and back (FORMAT.md section 1).</summary>
public static class StoredTensor
{
    /// <summary>The bytes of <paramref name="values"/>; bits are 0 and 1, raw tensors have no stored form.</summary>
    public static byte[] Pack(ReferenceShape shape, int[] values)
    {
        byte[] bytes = new byte[shape.Bytes];
        int bytesPerPixel = (shape.Channels + 7) / 8;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < 0 || values[i] > shape.MaxValue)
            {
                throw new ArgumentOutOfRangeException(nameof(values), values[i], $"not a value of format {shape.Format}");
            }

            if (shape.IsBits)
            {
                int pixel = i / shape.Channels;
                int channel = i % shape.Channels;
                bytes[(pixel * bytesPerPixel) + (channel / 8)] |= (byte)(values[i] << (channel % 8));
            }
            else
            {
                bytes[i] = (byte)values[i];
            }
        }

        return bytes;
    }

    /// <summary>The values of stored bytes.</summary>
    public static int[] Unpack(ReferenceShape shape, byte[] bytes)
    {
        int[] values = new int[shape.Elements];
        int bytesPerPixel = (shape.Channels + 7) / 8;
        for (int i = 0; i < values.Length; i++)
        {
            int pixel = i / shape.Channels;
            int channel = i % shape.Channels;
            values[i] = shape.IsBits ? (bytes[(pixel * bytesPerPixel) + (channel / 8)] >> (channel % 8)) & 1 : bytes[i];
        }

        return values;
    }
}
