using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Writing;

public class MessagePackWriterTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7f")]
    [InlineData(128, "cc 80")]
    [InlineData(255, "cc ff")]
    [InlineData(256, "cd 01 00")]
    [InlineData(65535, "cd ff ff")]
    [InlineData(65536, "ce 00 01 00 00")]
    [InlineData(uint.MaxValue, "ce ff ff ff ff")]
    [InlineData(uint.MaxValue + 1L, "cf 00 00 00 01 00 00 00 00")]
    [InlineData(long.MaxValue, "cf 7f ff ff ff ff ff ff ff")]
    [InlineData(-1, "ff")]
    [InlineData(-32, "e0")]
    [InlineData(-33, "d0 df")]
    [InlineData(-128, "d0 80")]
    [InlineData(-129, "d1 ff 7f")]
    [InlineData(-32768, "d1 80 00")]
    [InlineData(-32769, "d2 ff ff 7f ff")]
    [InlineData(int.MinValue, "d2 80 00 00 00")]
    [InlineData(int.MinValue - 1L, "d3 ff ff ff ff 7f ff ff ff")]
    [InlineData(long.MinValue, "d3 80 00 00 00 00 00 00 00")]
    public void Writes_integers_in_their_shortest_form(long value, string hex) => AssertWrites(hex, w => w.WriteInteger(value));

    [Fact]
    public void Writes_the_values_that_have_one_form()
    {
        AssertWrites("c0", w => w.WriteNil());
        AssertWrites("c2", w => w.WriteBool(false));
        AssertWrites("c3", w => w.WriteBool(true));
        AssertWrites("cb bf f8 00 00 00 00 00 00", w => w.WriteDouble(-1.5));
        AssertWrites("cf ff ff ff ff ff ff ff ff", w => w.WriteUnsigned(ulong.MaxValue));
        AssertWrites("ce 00 00 00 01", w => w.WriteFixedUInt32(1));
        AssertWrites("c6 00 00 00 01 09", w => w.WriteFixedBinary32([9]));
    }

    [Theory]
    [InlineData(0, "a0")]
    [InlineData(31, "bf")]
    [InlineData(32, "d9 20")]
    [InlineData(255, "d9 ff")]
    [InlineData(256, "da 01 00")]
    [InlineData(65535, "da ff ff")]
    [InlineData(65536, "db 00 01 00 00")]
    public void Writes_string_headers_in_their_shortest_form(int length, string header) => AssertStarts(header, length, w => w.WriteString(new string('x', length)));

    [Theory]
    [InlineData(0, "c4 00")]
    [InlineData(255, "c4 ff")]
    [InlineData(256, "c5 01 00")]
    [InlineData(65536, "c6 00 01 00 00")]
    public void Writes_binary_headers_in_their_shortest_form(int length, string header) => AssertStarts(header, length, w => w.WriteBinary(new byte[length]));

    [Theory]
    [InlineData(1, "d4 fe")]
    [InlineData(2, "d5 fe")]
    [InlineData(16, "d8 fe")]
    [InlineData(0, "c7 00 fe")]
    [InlineData(3, "c7 03 fe")]
    [InlineData(256, "c8 01 00 fe")]
    [InlineData(65536, "c9 00 01 00 00 fe")]
    public void Writes_extension_headers_in_their_shortest_form(int length, string header) =>
        AssertStarts(header, length, w => w.WriteExtension(new MessagePackExtension(-2, new byte[length])));

    [Theory]
    [InlineData(0, "90", "80")]
    [InlineData(15, "9f", "8f")]
    [InlineData(16, "dc 00 10", "de 00 10")]
    [InlineData(65535, "dc ff ff", "de ff ff")]
    [InlineData(65536, "dd 00 01 00 00", "df 00 01 00 00")]
    public void Writes_collection_headers_in_their_shortest_form(int count, string array, string map)
    {
        AssertWrites(array, w => w.WriteArrayHeader(count));
        AssertWrites(map, w => w.WriteMapHeader(count));
    }

    [Fact]
    public void Refuses_half_of_a_surrogate_pair_rather_than_to_replace_it() =>
        Assert.Throws<System.Text.EncoderFallbackException>(() => new MessagePackWriter().WriteString("\ud83d"));

    private static void AssertWrites(string hex, Action<MessagePackWriter> write) => AssertStarts(hex, 0, write);

    private static void AssertStarts(string hex, int payload, Action<MessagePackWriter> write)
    {
        MessagePackWriter writer = new();
        write(writer);
        byte[] header = Hex.Bytes(hex);
        Assert.Equal(header, writer.Written[..header.Length].ToArray());
        Assert.Equal(header.Length + payload, writer.Length);
    }
}
