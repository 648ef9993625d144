namespace Edge.Formats.Tests.Reader;

public partial class MessagePackReaderTests
{
    [Fact]
    public void Reads_nil_and_both_bools()
    {
        byte[] bytes = Hex.Bytes("c0 c2 c3");
        int at = 0;
        Assert.Equal(Status.Ok, MessagePackReader.TryReadNil(bytes, 3, ref at));
        Assert.Equal(Status.WrongType, MessagePackReader.TryReadNil(bytes, 3, ref at));
        Assert.Equal(Status.Ok, MessagePackReader.TryReadBool(bytes, 3, ref at, out bool first));
        Assert.Equal(Status.Ok, MessagePackReader.TryReadBool(bytes, 3, ref at, out bool second));
        Assert.Equal((false, true, 3), (first, second, at));
        Assert.Equal(Status.Truncated, MessagePackReader.TryReadNil(bytes, 3, ref at));
        Assert.Equal(Status.Truncated, MessagePackReader.TryReadBool(bytes, 3, ref at, out _));
    }

    /// <summary>Every first byte is taken by exactly the methods for its type, by the table of the MessagePack specification.</summary>
    [Fact]
    public void Every_first_byte_belongs_to_one_type()
    {
        byte[] buffer = new byte[600];
        for (int code = 0; code < 256; code++)
        {
            Array.Clear(buffer);
            buffer[0] = (byte)code;
            string type = TypeOf(code);
            int end = buffer.Length, at = 0;
            Expect(type == "nil", MessagePackReader.TryReadNil(buffer, end, ref at));
            Expect(type == "bool", MessagePackReader.TryReadBool(buffer, end, ref at, out _));
            Expect(type == "int", MessagePackReader.TryReadLong(buffer, end, ref at, out _));
            Expect(type == "int", MessagePackReader.TryReadInt(buffer, end, ref at, out _));
            Expect(type is "int" or "float", MessagePackReader.TryReadDouble(buffer, end, ref at, out _));
            Expect(type == "str", MessagePackReader.TryReadStringHeader(buffer, end, ref at, out _));
            Expect(type == "bin", MessagePackReader.TryReadBinaryHeader(buffer, end, ref at, out _));
            Expect(type == "array", MessagePackReader.TryReadArrayHeader(buffer, end, ref at, out _));
            Expect(type == "map", MessagePackReader.TryReadMapHeader(buffer, end, ref at, out _));
            Expect(type != "never used", MessagePackReader.TrySkip(buffer, end, ref at));

            void Expect(bool accepted, Status status)
            {
                Assert.True(status == (accepted ? Status.Ok : Status.WrongType), $"{code:x2} {type}: {status}");
                Assert.Equal(accepted, at > 0);
                at = 0;
            }
        }
    }

    private static string TypeOf(int code) => code switch
    {
        <= 0x7f => "int",
        <= 0x8f => "map",
        <= 0x9f => "array",
        <= 0xbf => "str",
        0xc0 => "nil",
        0xc1 => "never used",
        <= 0xc3 => "bool",
        <= 0xc6 => "bin",
        <= 0xc9 => "ext",
        <= 0xcb => "float",
        <= 0xd3 => "int",
        <= 0xd8 => "ext",
        <= 0xdb => "str",
        <= 0xdd => "array",
        <= 0xdf => "map",
        _ => "int",
    };
}
