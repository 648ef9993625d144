using System.Buffers.Binary;
using System.IO.Compression;

namespace Edge.Train.Data;

/// <summary>
/// Reads IDX files of unsigned bytes (the format of MNIST): two zero bytes, type 08, number of dimensions, each dimension as a
/// big-endian 32-bit integer, then the data. Gzip is recognized by its first two bytes.
/// </summary>
public static class IdxReader
{
    private const int MaxDimensions = 4;
    private const int FirstChunk = 1 << 20;

    /// <summary>Reads a whole file; throws <see cref="DataException"/> where its header, type or length is wrong.</summary>
    public static (int[] Dimensions, byte[] Data) Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            int first = file.ReadByte();
            int second = file.ReadByte();
            file.Position = 0;
            using Stream stream = first == 0x1f && second == 0x8b ? new GZipStream(file, CompressionMode.Decompress) : file;
            return Read(stream, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException("data-missing", $"{path} does not exist", e) { Try = "name the folder that holds the four IDX files: --data idx:DIR" };
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Corrupt(path, "data that can be read", e.Message, e);
        }
    }

    internal static (int[] Dimensions, byte[] Data) Read(Stream stream, string path)
    {
        Span<byte> word = stackalloc byte[4];
        ReadHeader(stream, word, path);
        if (word[0] != 0 || word[1] != 0 || word[2] != 8)
        {
            throw Corrupt(path, "an IDX file of unsigned bytes (00 00 08)", $"{word[0]:x2} {word[1]:x2} {word[2]:x2}");
        }

        int[] dimensions = new int[word[3]];
        if (dimensions.Length is 0 or > MaxDimensions)
        {
            throw Corrupt(path, $"1 .. {MaxDimensions} dimensions", dimensions.Length.ToString());
        }

        long size = 1;
        for (int i = 0; i < dimensions.Length; i++)
        {
            ReadHeader(stream, word, path);
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(word);
            size *= dimension;
            if (dimension > int.MaxValue || size > Array.MaxLength)
            {
                throw Corrupt(path, $"at most {Array.MaxLength} bytes of data", $"dimension {i} is {dimension}");
            }

            dimensions[i] = (int)dimension;
        }

        return (dimensions, ReadData(stream, (int)size, path));
    }

    // The header's size is a claim: memory grows with the bytes that are really there.
    private static byte[] ReadData(Stream stream, int size, string path)
    {
        byte[] data = new byte[Math.Min(size, FirstChunk)];
        int count = 0;
        while (count < size)
        {
            if (count == data.Length)
            {
                Array.Resize(ref data, (int)Math.Min(size, 2L * data.Length));
            }

            int read = stream.Read(data, count, data.Length - count);
            if (read == 0)
            {
                throw Corrupt(path, $"{size} bytes after the header", $"{count} bytes");
            }

            count += read;
        }

        if (stream.ReadByte() >= 0)
        {
            throw Corrupt(path, $"{size} bytes after the header", "more bytes");
        }

        return data;
    }

    private static void ReadHeader(Stream stream, Span<byte> word, string path)
    {
        if (stream.ReadAtLeast(word, word.Length, throwOnEndOfStream: false) != word.Length)
        {
            throw Corrupt(path, "a complete IDX header", "the end of the file");
        }
    }

    private static DataException Corrupt(string path, string expected, string found, Exception? inner = null) =>
        new("data-corrupt", $"{path} is not a valid IDX file", inner) { Expected = expected, Found = found };
}
