using System.Buffers.Binary;
using System.IO.Compression;

namespace Edge.Train.Data;

/// <summary>
/// Decodes PNG (ISO/IEC 15948) images of 8 bits a sample, not interlaced: gray, RGB, palette, and both with alpha, which is dropped.
/// </summary>
public static class PngDecoder
{
    private const int MaxSide = 16384;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    public static Image Decode(byte[] file, string path)
    {
        if (!file.AsSpan().StartsWith(Signature))
        {
            throw Corrupt(path, "a PNG signature", "other bytes");
        }

        Header? header = null;
        byte[] palette = [];
        using MemoryStream packed = new();
        int at = Signature.Length;
        while (true)
        {
            ReadOnlySpan<byte> chunk = NextChunk(file, ref at, path, out uint kind);
            switch (kind)
            {
                case 0x49484452: // IHDR
                    header = ReadHeader(chunk, path);
                    break;
                case 0x504c5445: // PLTE
                    palette = chunk.ToArray();
                    break;
                case 0x49444154: // IDAT
                    packed.Write(chunk);
                    break;
                case 0x49454e44: // IEND
                    packed.Position = 0;
                    Header known = header ?? throw Corrupt(path, "an IHDR chunk", "none");
                    return ToImage(known, Unfilter(known, packed, path), palette, path);
            }
        }
    }

    private static ReadOnlySpan<byte> NextChunk(byte[] file, ref int at, string path, out uint kind)
    {
        if (file.Length - at < 12)
        {
            throw Corrupt(path, "an IEND chunk", "the end of the file");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
        kind = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 4));
        if (length > file.Length - at - 12)
        {
            throw Corrupt(path, $"a chunk of {length} bytes", $"{file.Length - at - 12} bytes left");
        }

        ReadOnlySpan<byte> chunk = file.AsSpan(at + 8, (int)length);
        at += (int)length + 12;
        return chunk;
    }

    private static Header ReadHeader(ReadOnlySpan<byte> chunk, string path)
    {
        if (chunk.Length != 13)
        {
            throw Corrupt(path, "an IHDR chunk of 13 bytes", $"{chunk.Length} bytes");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
        int samples = chunk[9] switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        if (width is 0 or > MaxSide || height is 0 or > MaxSide || chunk[8] != 8 || samples == 0 || chunk[10] != 0 || chunk[11] != 0 || chunk[12] != 0)
        {
            throw Corrupt(path, $"8 bits a sample, not interlaced, at most {MaxSide} pixels a side", $"{width} x {height}, {chunk[8]} bits, colour type {chunk[9]}, interlace {chunk[12]}");
        }

        return new Header((int)height, (int)width, chunk[9], samples);
    }

    // Section 9 of the standard: each row starts with its filter; a, b, c are the bytes left, above and above left.
    private static byte[] Unfilter(Header header, Stream packed, string path)
    {
        int stride = header.Width * header.Samples;
        byte[] rows = new byte[header.Height * stride];
        byte[] row = new byte[stride + 1];
        try
        {
            using ZLibStream data = new(packed, CompressionMode.Decompress);
            for (int y = 0; y < header.Height; y++)
            {
                data.ReadExactly(row);
                UnfilterRow(row, rows, y * stride, header.Samples, y > 0, path);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Corrupt(path, $"{header.Height} compressed rows", e.Message);
        }

        return rows;
    }

    private static void UnfilterRow(byte[] row, byte[] rows, int start, int samples, bool hasAbove, string path)
    {
        int stride = row.Length - 1;
        for (int x = 0; x < stride; x++)
        {
            int a = x >= samples ? rows[start + x - samples] : 0;
            int b = hasAbove ? rows[start + x - stride] : 0;
            int c = hasAbove && x >= samples ? rows[start + x - stride - samples] : 0;
            int predicted = row[0] switch
            {
                0 => 0,
                1 => a,
                2 => b,
                3 => (a + b) / 2,
                4 => Paeth(a, b, c),
                _ => throw Corrupt(path, "a row filter 0 .. 4", row[0].ToString()),
            };
            rows[start + x] = (byte)(row[x + 1] + predicted);
        }
    }

    private static int Paeth(int a, int b, int c)
    {
        int pa = Math.Abs(b - c);
        int pb = Math.Abs(a - c);
        int pc = Math.Abs(a + b - 2 * c);
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }

    private static Image ToImage(Header header, byte[] samples, byte[] palette, string path)
    {
        int count = header.Height * header.Width;
        int channels = header.Colour is 0 or 4 ? 1 : 3;
        byte[] pixels = new byte[count * channels];
        for (int i = 0; i < count; i++)
        {
            for (int c = 0; c < channels; c++)
            {
                int from = header.Colour == 3 ? 3 * samples[i] + c : i * header.Samples + c;
                byte[] source = header.Colour == 3 ? palette : samples;
                pixels[i * channels + c] = from < source.Length ? source[from] : throw Corrupt(path, $"a palette of {palette.Length / 3} colours", $"colour {samples[i]}");
            }
        }

        return new Image(header.Height, header.Width, channels, pixels);
    }

    private static DataException Corrupt(string path, string expected, string found) =>
        new("data-corrupt", $"{path} is not a PNG image this program reads") { Expected = expected, Found = found };

    private sealed record Header(int Height, int Width, int Colour, int Samples);
}
