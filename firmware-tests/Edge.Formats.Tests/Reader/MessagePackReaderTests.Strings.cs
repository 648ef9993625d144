namespace Edge.Formats.Tests.Reader;

public partial class MessagePackReaderTests
{
    [Theory]
    [InlineData("a0", 0)]
    [InlineData("bf", 31)]
    [InlineData("d9 20", 32)]
    [InlineData("d9 03", 3)]
    [InlineData("da 01 00", 256)]
    [InlineData("db 00 01 00 00", 65536)]
    public void Reads_string_headers_of_every_width(string hex, int expected)
    {
        byte[] header = Hex.Bytes(hex);
        byte[] bytes = [.. header, .. new byte[expected]];
        int at = 0;
        Assert.Equal(Status.Ok, MessagePackReader.TryReadStringHeader(bytes, bytes.Length, ref at, out int length));
        Assert.Equal((expected, header.Length), (length, at));
        AssertTruncated(bytes, expected, (byte[] b, int end, ref int position) => MessagePackReader.TryReadStringHeader(b, end, ref position, out _));
    }

    [Theory]
    [InlineData("c4 00", 0)]
    [InlineData("c4 ff", 255)]
    [InlineData("c5 01 00", 256)]
    [InlineData("c6 00 01 00 00", 65536)]
    [InlineData("c6 00 00 00 02", 2)]
    public void Reads_binary_headers_of_every_width(string hex, int expected)
    {
        byte[] header = Hex.Bytes(hex);
        byte[] bytes = [.. header, .. new byte[expected]];
        int at = 0;
        Assert.Equal(Status.Ok, MessagePackReader.TryReadBinaryHeader(bytes, bytes.Length, ref at, out int length));
        Assert.Equal((expected, header.Length), (length, at));
        AssertTruncated(bytes, expected, (byte[] b, int end, ref int position) => MessagePackReader.TryReadBinaryHeader(b, end, ref position, out _));
    }

    [Theory]
    [InlineData("db ff ff ff ff")]
    [InlineData("db 80 00 00 00")]
    [InlineData("db 7f ff ff ff")]
    [InlineData("c6 ff ff ff ff")]
    [InlineData("c6 80 00 00 00")]
    [InlineData("c6 7f ff ff ff")]
    public void A_length_no_file_has_is_truncated(string hex)
    {
        byte[] bytes = [.. Hex.Bytes(hex), .. new byte[100]];
        int at = 0;
        Status status = bytes[0] == MessagePackCode.String32
            ? MessagePackReader.TryReadStringHeader(bytes, bytes.Length, ref at, out int length)
            : MessagePackReader.TryReadBinaryHeader(bytes, bytes.Length, ref at, out length);
        Assert.Equal((Status.Truncated, 0, 0), (status, length, at));
        Assert.Equal(Status.Truncated, MessagePackReader.TrySkip(bytes, bytes.Length, ref at));
    }

    [Theory]
    [InlineData("edge", true)]
    [InlineData("edgy", false)]
    [InlineData("edg", false)]
    [InlineData("", false)]
    public void Compares_text_without_making_a_string(string expected, bool equal)
    {
        byte[] bytes = "xedge"u8.ToArray();
        Assert.Equal(equal, MessagePackReader.IsText(bytes, 1, 4, expected));
        long before = GC.GetAllocatedBytesForCurrentThread();
        MessagePackReader.IsText(bytes, 1, 4, expected);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private delegate Status Read(byte[] bytes, int end, ref int at);

    /// <summary>Windows that end in the header, and the one that lacks the payload's last byte.</summary>
    private static void AssertTruncated(byte[] bytes, int payload, Read read)
    {
        int header = bytes.Length - payload;
        foreach (int end in Enumerable.Range(0, header).Append(payload > 0 ? bytes.Length - 1 : 0))
        {
            int at = 0;
            Assert.Equal(Status.Truncated, read(bytes, end, ref at));
            Assert.Equal(0, at);
        }
    }
}
