using Edge.Formats;

namespace Edge.Device;

/// <summary>
/// The line by which a program tells the PC what file it has read: <c>edge-report file=I:\model.edge size=65536 crc32=89ABCDEF</c>. The firmware
/// cannot read files back, so <c>edge flash</c> and <c>edge verify</c> wait for this line. Print it at every start and then every few seconds.
/// </summary>
public static class ModelReport
{
    private const int ChunkBytes = 256;

    /// <summary>Reads the whole file once. <paramref name="path"/> is the name <c>edge flash</c> gave it.</summary>
    public static string Of(string path, ModelSource source)
    {
        byte[] chunk = new byte[ChunkBytes];
        int length = source.Length;
        uint crc = 0;
        for (int at = 0; at < length; at += ChunkBytes)
        {
            int count = length - at < ChunkBytes ? length - at : ChunkBytes;
            if (source.Read(at, chunk, 0, count) != count)
            {
                // No proof: this line must not look like one.
                return "edge-report file=" + path + " unreadable at " + at;
            }

            crc = Crc32.Append(crc, chunk, 0, count);
        }

        return "edge-report file=" + path + " size=" + length + " crc32=" + crc.ToString("X8");
    }
}
