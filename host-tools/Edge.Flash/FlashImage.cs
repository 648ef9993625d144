namespace Edge.Flash;

/// <summary>What the bytes are, as far as their beginning tells.</summary>
public enum ImageKind
{
    /// <summary>A model file: a MessagePack array whose first element is "edge".</summary>
    Model,

    /// <summary>A deployment image: nanoFramework assemblies one after the other.</summary>
    App,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>The bytes to put on a board.</summary>
public sealed class FlashImage
{
    // No board of boards.json has more flash, and a special file may never end.
    private const int MostBytes = 64 << 20;
    private static readonly byte[] ModelMagic = [0xA4, (byte)'e', (byte)'d', (byte)'g', (byte)'e'];

    /// <param name="name">The file name, which becomes the name on the device's drive.</param>
    /// <param name="bytes">The content.</param>
    public FlashImage(string name, byte[] bytes)
    {
        Name = name;
        Bytes = bytes;
        Kind = KindOf(bytes);
        Crc32 = Checksums.Crc32(bytes);
    }

    /// <summary>The file name without a folder.</summary>
    public string Name { get; }

    /// <summary>The content.</summary>
    public byte[] Bytes { get; }

    /// <summary>What it is.</summary>
    public ImageKind Kind { get; }

    /// <summary>CRC-32 (the one of zip and Ethernet) over all bytes, as the device app reports it.</summary>
    public uint Crc32 { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FlashException">Input: it is missing, empty, or larger than any flash.</exception>
    public static FlashImage Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw ImageErrors.Missing(path, new IOException("a folder"));
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            using MemoryStream content = new();
            byte[] buffer = new byte[65536];
            for (int count = file.Read(buffer); count > 0; count = file.Read(buffer))
            {
                content.Write(buffer, 0, count);
                if (content.Length > MostBytes)
                {
                    throw ImageErrors.TooLarge(path, MostBytes);
                }
            }

            return content.Length > 0 ? new FlashImage(Path.GetFileName(path), content.ToArray()) : throw ImageErrors.Empty(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw ImageErrors.Missing(path, exception);
        }
    }

    private static ImageKind KindOf(ReadOnlySpan<byte> bytes)
    {
        // The array header before the magic takes one byte for up to 15 elements, three above.
        ReadOnlySpan<byte> start = bytes[..Math.Min(bytes.Length, 8)];
        return bytes.StartsWith("NFMRK"u8) ? ImageKind.App : start.IndexOf(ModelMagic) is 1 or 3 ? ImageKind.Model : ImageKind.Other;
    }
}
