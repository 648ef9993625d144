namespace Edge.Device.Tests;

/// <summary>The line that proves to the PC what a program has read.</summary>
public class ModelReportTests
{
    // CRC-32 of "123456789": the check value of the catalogue of parametrised CRC algorithms.
    [Fact]
    public void Says_path_size_and_checksum() =>
        Assert.Equal(@"edge-report file=I:\m.edge size=9 crc32=CBF43926", ModelReport.Of(@"I:\m.edge", new ByteArraySource("123456789"u8.ToArray())));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(5000)]
    public void Reads_any_length_to_its_end(int length)
    {
        byte[] file = new byte[length];
        new Random(length).NextBytes(file);
        string expected = $"edge-report file=x size={length} crc32={Bitwise(file):X8}";
        Assert.Equal(expected, ModelReport.Of("x", new ByteArraySource(file)));
    }

    [Fact]
    public void A_file_that_ends_early_gives_no_proof()
    {
        string line = ModelReport.Of("x", new ShortSource());
        Assert.Equal("edge-report file=x unreadable at 256", line);
    }

    private static uint Bitwise(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }

    private sealed class ShortSource : ModelSource
    {
        public override int Length => 600;

        public override int Read(int position, byte[] buffer, int offset, int count) => position + count <= 300 ? count : 0;
    }
}
