namespace Edge.Formats.Tests.Reader;

public partial class MessagePackReaderTests
{
    public static TheoryData<string, long> Integers => new()
    {
        { "00", 0 },
        { "7f", 127 },
        { "e0", -32 },
        { "ff", -1 },
        { "cc 00", 0 },
        { "cc ff", 255 },
        { "cd ff ff", 65535 },
        { "ce ff ff ff ff", uint.MaxValue },
        { "cf 7f ff ff ff ff ff ff ff", long.MaxValue },
        { "d0 80", -128 },
        { "d0 7f", 127 },
        { "d1 80 00", short.MinValue },
        { "d1 7f ff", short.MaxValue },
        { "d2 80 00 00 00", int.MinValue },
        { "d2 7f ff ff ff", int.MaxValue },
        { "d3 80 00 00 00 00 00 00 00", long.MinValue },
        { "d3 00 00 00 00 00 00 00 05", 5 },
    };

    [Theory]
    [MemberData(nameof(Integers))]
    public void Reads_integers_of_every_width(string hex, long expected)
    {
        byte[] bytes = Hex.Bytes(hex);
        int at = 0;
        Assert.Equal(Status.Ok, MessagePackReader.TryReadLong(bytes, bytes.Length, ref at, out long value));
        Assert.Equal((expected, bytes.Length), (value, at));

        at = 0;
        Status status = MessagePackReader.TryReadInt(bytes, bytes.Length, ref at, out int small);
        bool fits = expected is >= int.MinValue and <= int.MaxValue;
        Assert.Equal(fits ? (Status.Ok, (int)expected, bytes.Length) : (Status.OutOfRange, 0, 0), (status, small, at));

        at = 0;
        status = MessagePackReader.TryReadUInt(bytes, bytes.Length, ref at, out uint positive);
        fits = expected is >= 0 and <= uint.MaxValue;
        Assert.Equal(fits ? (Status.Ok, (uint)expected, bytes.Length) : (Status.OutOfRange, 0u, 0), (status, positive, at));
    }

    [Fact]
    public void Reads_every_cut_integer_as_truncated()
    {
        foreach (byte[] bytes in Integers.Select(row => Hex.Bytes((string)row[0])))
        {
            for (int end = 0; end < bytes.Length; end++)
            {
                int at = 0;
                Assert.Equal(Status.Truncated, MessagePackReader.TryReadLong(bytes, end, ref at, out _));
                Assert.Equal(Status.Truncated, MessagePackReader.TryReadInt(bytes, end, ref at, out _));
                Assert.Equal(Status.Truncated, MessagePackReader.TryReadUInt(bytes, end, ref at, out _));
                Assert.Equal(0, at);
            }
        }
    }

    [Fact]
    public void Refuses_a_uint64_that_no_long_holds()
    {
        byte[] bytes = Hex.Bytes("cf 80 00 00 00 00 00 00 00");
        int at = 0;
        Assert.Equal(Status.OutOfRange, MessagePackReader.TryReadLong(bytes, bytes.Length, ref at, out long value));
        Assert.Equal((0L, 0), (value, at));
    }
}
