using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>Files taken to pieces and put together again with a valid alignment and checksum, whatever stands in them (FORMAT.md section 2).</summary>
public static class EdgeFile
{
    public const int Input = 3;
    public const int Output = 4;
    public const int Arena = 5;
    public const int Layers = 6;
    public const int Tests = 7;
    public const int Metadata = 8;
    public const int Padding = 9;
    public const int Blob = 10;
    public const int Checksum = 11;

    /// <summary>The fields of a file; element 9 and 11 are made anew by <see cref="Compose"/>.</summary>
    public static List<object?> Fields(byte[] file)
    {
        int at = 0;
        return (List<object?>)FileTree.Decode(file, ref at)!;
    }

    /// <summary>Writes the fields with the padding and the checksum they need; fields behind the checksum are kept.</summary>
    public static byte[] Compose(List<object?> fields)
    {
        List<byte> bytes = [];
        FileTree.Encode(bytes, fields);
        int header = fields.Count <= 15 ? 1 : 3;
        bytes.RemoveRange(header, bytes.Count - header);
        foreach (object? field in fields.Take(Padding))
        {
            FileTree.Encode(bytes, field);
        }

        // The padding is c4 and its length, the blob's header c6 and four bytes.
        int padding = (8 - ((bytes.Count + 2 + 5) % 8)) % 8;
        FileTree.Encode(bytes, new byte[padding]);
        byte[] blob = (byte[])fields[Blob]!;
        bytes.AddRange([0xc6, (byte)(blob.Length >> 24), (byte)(blob.Length >> 16), (byte)(blob.Length >> 8), (byte)blob.Length]);
        bytes.AddRange(blob);
        AppendChecksum(bytes);
        foreach (object? field in fields.Skip(Checksum + 1))
        {
            FileTree.Encode(bytes, field);
        }

        return [.. bytes];
    }

    /// <summary>Makes the last five bytes the checksum of all before them.</summary>
    public static void RepairChecksum(byte[] file)
    {
        if (file.Length < 5)
        {
            return;
        }

        List<byte> bytes = [.. file[..^5]];
        AppendChecksum(bytes);
        bytes.CopyTo(file);
    }

    public static void AppendChecksum(List<byte> bytes)
    {
        uint crc = Crc32Of([.. bytes]);
        bytes.AddRange([0xce, (byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc]);
    }

    /// <summary>The fields of one layer (FORMAT.md section 3).</summary>
    public static List<object?> Layer(List<object?> fields, int layer) => (List<object?>)((List<object?>)fields[Layers]!)[layer]!;

    public static byte[] InputBytes(ModelDefinition model, int[] values) => StoredTensor.Pack(ReferenceShape.OfModel(model)[0], values);

    private static uint Crc32Of(byte[] bytes)
    {
        uint crc = ~0u;
        foreach (byte value in bytes)
        {
            crc = (crc >> 8) ^ Table[(crc ^ value) & 0xff];
        }

        return ~crc;
    }

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n =>
        Enumerable.Range(0, 8).Aggregate((uint)n, (crc, _) => (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320 : crc >> 1))];
}
