namespace Edge.Formats.Tests.Reader;

public partial class MessagePackReaderTests
{
    [Theory]
    [InlineData("90", 0)]
    [InlineData("9f", 15)]
    [InlineData("dc 00 10", 16)]
    [InlineData("dc ff ff", 65535)]
    [InlineData("dd 00 01 00 00", 65536)]
    public void Reads_array_headers_of_every_width(string hex, int expected)
    {
        byte[] header = Hex.Bytes(hex);
        byte[] bytes = [.. header, .. new byte[expected]];
        int at = 0;
        Assert.Equal(Status.Ok, MessagePackReader.TryReadArrayHeader(bytes, bytes.Length, ref at, out int count));
        Assert.Equal((expected, header.Length), (count, at));
        AssertTruncated(bytes, expected, (byte[] b, int end, ref int position) => MessagePackReader.TryReadArrayHeader(b, end, ref position, out _));
    }

    [Theory]
    [InlineData("80", 0)]
    [InlineData("8f", 15)]
    [InlineData("de 00 10", 16)]
    [InlineData("df 00 01 00 00", 65536)]
    public void Reads_map_headers_of_every_width(string hex, int expected)
    {
        byte[] header = Hex.Bytes(hex);
        byte[] bytes = [.. header, .. new byte[2 * expected]];
        int at = 0;
        Assert.Equal(Status.Ok, MessagePackReader.TryReadMapHeader(bytes, bytes.Length, ref at, out int count));
        Assert.Equal((expected, header.Length), (count, at));
        AssertTruncated(bytes, 2 * expected, (byte[] b, int end, ref int position) => MessagePackReader.TryReadMapHeader(b, end, ref position, out _));
    }

    [Theory]
    [InlineData("dd ff ff ff ff")]
    [InlineData("dd 80 00 00 00")]
    [InlineData("dd 00 00 00 65")]
    [InlineData("df ff ff ff ff")]
    [InlineData("df 80 00 00 01")]
    [InlineData("df 00 00 00 33")]
    public void A_count_the_window_cannot_hold_is_truncated_before_anyone_allocates(string hex)
    {
        byte[] bytes = [.. Hex.Bytes(hex), .. new byte[100]];
        int at = 0;
        Status status = bytes[0] == MessagePackCode.Array32
            ? MessagePackReader.TryReadArrayHeader(bytes, bytes.Length, ref at, out int count)
            : MessagePackReader.TryReadMapHeader(bytes, bytes.Length, ref at, out count);
        Assert.Equal((Status.Truncated, 0, 0), (status, count, at));
        Assert.Equal(Status.Truncated, MessagePackReader.TrySkip(bytes, bytes.Length, ref at));
    }
}
