namespace Edge.Formats.Tests.Reader;

public partial class MessagePackReaderTests
{
    private static readonly string[] OfEveryType =
    [
        "00", "e0", "c0", "c2", "c3",
        "cc ff", "cd 01 02", "ce 01 02 03 04", "cf 01 02 03 04 05 06 07 08",
        "d0 ff", "d1 01 02", "d2 01 02 03 04", "d3 01 02 03 04 05 06 07 08",
        "ca 00 00 00 00", "cb 00 00 00 00 00 00 00 00",
        "a0", "a3 61 62 63", "d9 02 61 62", "da 00 01 61", "db 00 00 00 01 61",
        "c4 00", "c4 02 01 02", "c5 00 01 09", "c6 00 00 00 01 09",
        "d4 05 01", "d5 05 01 02", "d6 ff 00 00 00 00", "d7 ff 00 00 00 00 00 00 00 00", "d8 05 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
        "c7 00 05", "c7 03 05 01 02 03", "c8 00 01 05 09", "c9 00 00 00 01 05 09",
        "90", "93 01 c0 a1 61", "dc 00 02 01 02", "dd 00 00 00 01 90",
        "80", "82 a1 61 01 a1 62 91 c3", "de 00 01 01 02", "df 00 00 00 01 01 80",
        "91 91 91 82 01 92 c0 c4 01 07 02 cb 00 00 00 00 00 00 00 00",
    ];

    public static TheoryData<string> Values => [.. OfEveryType];

    [Theory]
    [MemberData(nameof(Values))]
    public void Skips_exactly_one_value(string hex)
    {
        byte[] bytes = [0xc1, .. Hex.Bytes(hex), 0xc1, 0xc1];
        int at = 1;
        Assert.Equal(Status.Ok, MessagePackReader.TrySkip(bytes, bytes.Length, ref at));
        Assert.Equal(bytes.Length - 2, at);
        for (int end = 1; end < bytes.Length - 2; end++)
        {
            at = 1;
            Assert.Equal(Status.Truncated, MessagePackReader.TrySkip(bytes, end, ref at));
            Assert.Equal(1, at);
        }
    }

    [Fact]
    public void Skips_a_million_nested_arrays_without_recursion()
    {
        byte[] bytes = new byte[1_000_001];
        Array.Fill(bytes, (byte)0x91);
        bytes[^1] = 0xc0;
        int at = 0;
        Assert.Equal(Status.Ok, MessagePackReader.TrySkip(bytes, bytes.Length, ref at));
        Assert.Equal(bytes.Length, at);
        at = 0;
        Assert.Equal(Status.Truncated, MessagePackReader.TrySkip(bytes, bytes.Length - 1, ref at));
    }

    [Fact]
    public void Refuses_the_byte_that_is_no_value_inside_a_value()
    {
        byte[] bytes = Hex.Bytes("92 01 c1");
        int at = 0;
        Assert.Equal(Status.WrongType, MessagePackReader.TrySkip(bytes, bytes.Length, ref at));
        Assert.Equal(0, at);
    }

    [Fact]
    public void Nested_counts_that_add_up_to_more_than_the_window_are_truncated_at_once()
    {
        // 1000 arrays, each of which promises 1000 elements that are arrays too.
        byte[] bytes = [.. Enumerable.Repeat(Hex.Bytes("dc 03 e8"), 1000).SelectMany(b => b)];
        int at = 0;
        Assert.Equal(Status.Truncated, MessagePackReader.TrySkip(bytes, bytes.Length, ref at));
    }

    [Fact]
    public void No_method_allocates()
    {
        byte[][] values = [.. OfEveryType.Select(Hex.Bytes)];
        ReadAll(values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(values);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void ReadAll(byte[][] values)
    {
        foreach (byte[] bytes in values)
        {
            int at = 0;
            MessagePackReader.TryReadNil(bytes, bytes.Length, ref at);
            MessagePackReader.TryReadBool(bytes, bytes.Length, ref at, out _);
            at = 0;
            MessagePackReader.TryReadInt(bytes, bytes.Length, ref at, out _);
            at = 0;
            MessagePackReader.TryReadUInt(bytes, bytes.Length, ref at, out _);
            at = 0;
            MessagePackReader.TryReadDouble(bytes, bytes.Length, ref at, out _);
            at = 0;
            MessagePackReader.TryReadStringHeader(bytes, bytes.Length, ref at, out _);
            MessagePackReader.TryReadBinaryHeader(bytes, bytes.Length, ref at, out _);
            at = 0;
            MessagePackReader.TryReadArrayHeader(bytes, bytes.Length, ref at, out _);
            MessagePackReader.TryReadMapHeader(bytes, bytes.Length, ref at, out _);
            at = 0;
            MessagePackReader.TrySkip(bytes, bytes.Length, ref at);
        }
    }
}
