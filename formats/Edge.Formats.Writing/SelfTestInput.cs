namespace Edge.Formats.Writing;

/// <summary>The input of a self-test (FORMAT.md section 6).</summary>
public static class SelfTestInput
{
    /// <summary>The stored bytes of the input tensor that a seed stands for.</summary>
    public static byte[] Generate(uint seed, TensorShape shape)
    {
        ArgumentOutOfRangeException.ThrowIfZero(seed);
        byte[] stored = new byte[shape.StoredBytes];
        int pixelBytes = shape.Format == Format.FormatBits ? (shape.Channels + 7) / 8 : shape.Channels;
        uint x = seed;
        for (int pixel = 0; pixel < shape.Height * shape.Width; pixel++)
        {
            for (int channel = 0; channel < shape.Channels; channel++)
            {
                x ^= x << 13;
                x ^= x >> 17;
                x ^= x << 5;
                if (shape.Format == Format.FormatBits)
                {
                    stored[(pixel * pixelBytes) + (channel / 8)] |= (byte)((x >> 31) << (channel % 8));
                }
                else
                {
                    stored[(pixel * pixelBytes) + channel] = (byte)((x >> 24) & (uint)shape.MaxValue);
                }
            }
        }

        return stored;
    }
}
