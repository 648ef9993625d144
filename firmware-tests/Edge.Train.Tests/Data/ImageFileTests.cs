using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Edge.Train.Data;

namespace Edge.Train.Tests.Data;

public sealed class ImageFileTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(2, 3, 3)]
    [InlineData(4, 2, 1)]
    [InlineData(6, 4, 3)]
    public void Reads_every_row_filter_of_a_png(byte colour, int samples, int channels)
    {
        const int height = 7;
        const int width = 5;
        byte[] pixels = new byte[height * width * samples];
        new Random(colour).NextBytes(pixels);
        Image image = PngDecoder.Decode(Png(height, width, colour, samples, pixels), "test.png");
        Assert.Equal((height, width, channels), (image.Height, image.Width, image.Channels));
        byte[] expected = [.. Enumerable.Range(0, height * width).SelectMany(p => pixels.AsSpan(p * samples, channels).ToArray())];
        Assert.Equal(expected, image.Pixels);
    }

    [Fact]
    public void Reads_a_palette_png()
    {
        byte[] file = Png(1, 3, 3, 1, [1, 0, 1], palette: [10, 20, 30, 40, 50, 60]);
        Assert.Equal([40, 50, 60, 10, 20, 30, 40, 50, 60], PngDecoder.Decode(file, "test.png").Pixels);
    }

    [Fact]
    public void Every_truncation_of_a_png_is_refused()
    {
        byte[] file = Png(4, 4, 2, 3, new byte[48]);
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<DataException>(() => PngDecoder.Decode(file[..length], "test.png"));
        }
    }

    [Fact]
    public void Mutated_pngs_are_refused_or_read_within_bounds()
    {
        byte[] file = Png(6, 6, 3, 1, new byte[36], palette: [1, 2, 3]);
        Random random = new(4);
        for (int i = 0; i < 3000; i++)
        {
            byte[] mutated = [.. file];
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            try
            {
                PngDecoder.Decode(mutated, "test.png");
            }
            catch (DataException e)
            {
                Assert.Equal("data-corrupt", e.Code);
            }
        }
    }

    [Fact]
    public void Reads_pgm_and_ppm_with_comments()
    {
        Image gray = NetpbmDecoder.Decode([.. "P5 # comment\n2 1\n255\n"u8, 7, 8], "test.pgm");
        Assert.Equal((1, 2, 1), (gray.Height, gray.Width, gray.Channels));
        Assert.Equal([7, 8], gray.Pixels);
        Image colour = NetpbmDecoder.Decode([.. "P6\n1 1\n15\n"u8, 15, 0, 5], "test.ppm");
        Assert.Equal([255, 0, 85], colour.Pixels);
    }

    [Theory]
    [InlineData("P4 1 1 255 x")]
    [InlineData("P5 0 1 255 x")]
    [InlineData("P5 99999999999 1 255 x")]
    [InlineData("P5 2 2 255 xyz")]
    [InlineData("P5 2 2 65535 xyzu")]
    [InlineData("P5 # no end")]
    [InlineData("P")]
    public void Refuses_a_corrupt_pgm(string text) =>
        Assert.Throws<DataException>(() => NetpbmDecoder.Decode(Encoding.ASCII.GetBytes(text), "test.pgm"));

    internal static byte[] Png(int height, int width, byte colour, int samples, byte[] pixels, byte[]? palette = null)
    {
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, colour);
        Chunk(file, "IHDR", header);
        if (palette is not null)
        {
            Chunk(file, "PLTE", palette);
        }

        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                zlib.Write(Filtered(pixels, y, width * samples, samples));
            }
        }

        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    // Row y is written with filter y mod 5.
    private static byte[] Filtered(byte[] pixels, int y, int stride, int samples)
    {
        byte[] row = new byte[stride + 1];
        row[0] = (byte)(y % 5);
        for (int x = 0; x < stride; x++)
        {
            int a = x >= samples ? pixels[y * stride + x - samples] : 0;
            int b = y > 0 ? pixels[(y - 1) * stride + x] : 0;
            int c = y > 0 && x >= samples ? pixels[(y - 1) * stride + x - samples] : 0;
            int[] distances = [Math.Abs(b - c), Math.Abs(a - c), Math.Abs(a + b - 2 * c)];
            int paeth = new[] { a, b, c }[Array.IndexOf(distances, distances.Min())];
            row[x + 1] = (byte)(pixels[y * stride + x] - new[] { 0, a, b, (a + b) / 2, paeth }[y % 5]);
        }

        return row;
    }

    private static void Chunk(Stream file, string kind, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        file.Write(length);
        file.Write(Encoding.ASCII.GetBytes(kind));
        file.Write(data);
        file.Write(new byte[4]);
    }
}
