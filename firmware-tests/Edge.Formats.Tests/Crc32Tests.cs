namespace Edge.Formats.Tests;

public class Crc32Tests
{
    [Fact]
    public void Gives_the_check_value_of_the_catalogue_of_checksums() =>
        Assert.Equal(0xcbf43926u, Crc32.Append(0, "123456789"u8.ToArray(), 0, 9));

    [Fact]
    public void No_bytes_leave_the_checksum_as_it_is() => Assert.Equal(0x12345678u, Crc32.Append(0x12345678, [], 0, 0));

    [Fact]
    public void Equals_the_bitwise_definition_in_chunks_of_any_size()
    {
        Random random = new(7);
        uint[] table = Crc32.MakeByteTable();
        for (int run = 0; run < 200; run++)
        {
            byte[] bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            uint crc = 0;
            uint byBytes = 0;
            for (int at = 0; at < bytes.Length;)
            {
                int count = random.Next(1, bytes.Length - at + 1);
                crc = Crc32.Append(crc, bytes, at, count);
                byBytes = Crc32.AppendBytes(table, byBytes, bytes, at, count);
                at += count;
            }

            Assert.Equal(Bitwise(bytes), crc);
            Assert.Equal(crc, byBytes);
        }
    }

    private static uint Bitwise(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                bool low = ((crc ^ (uint)(value >> bit)) & 1) != 0;
                crc = (crc >> 1) ^ (low ? 0xEDB88320u : 0);
            }
        }

        return ~crc;
    }
}
