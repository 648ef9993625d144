namespace Edge.Formats.Tests.Hostile;

public class ReaderFuzzTests
{
    /// <summary>Bytes that begin something long or nested, so that random windows do not end at once.</summary>
    private static readonly byte[] Starts = [0x9f, 0x8f, 0x91, 0x81, 0xdc, 0xdd, 0xde, 0xdf, 0xc4, 0xc5, 0xc6, 0xc7, 0xc9, 0xd9, 0xdb, 0xcf, 0xd3, 0xcb, 0xca, 0xff, 0x00];

    private delegate Status Read(byte[] bytes, int end, ref int at, out long value);

    private static readonly Read[] Methods =
    [
        (byte[] b, int end, ref int at, out long value) => Result(MessagePackReader.TryReadNil(b, end, ref at), 0, out value),
        (byte[] b, int end, ref int at, out long value) => Result(MessagePackReader.TryReadBool(b, end, ref at, out bool read), read ? 1 : 0, out value),
        (byte[] b, int end, ref int at, out long value) => Result(MessagePackReader.TryReadInt(b, end, ref at, out int read), read, out value),
        (byte[] b, int end, ref int at, out long value) => Result(MessagePackReader.TryReadUInt(b, end, ref at, out uint read), read, out value),
        MessagePackReader.TryReadLong,
        (byte[] b, int end, ref int at, out long value) => Result(MessagePackReader.TryReadDouble(b, end, ref at, out double read), BitConverter.DoubleToInt64Bits(read), out value),
        (byte[] b, int end, ref int at, out long value) => Result(MessagePackReader.TryReadStringHeader(b, end, ref at, out int read), read, out value),
        (byte[] b, int end, ref int at, out long value) => Result(MessagePackReader.TryReadBinaryHeader(b, end, ref at, out int read), read, out value),
        (byte[] b, int end, ref int at, out long value) => Result(MessagePackReader.TryReadArrayHeader(b, end, ref at, out int read), read, out value),
        (byte[] b, int end, ref int at, out long value) => Result(MessagePackReader.TryReadMapHeader(b, end, ref at, out int read), read, out value),
        (byte[] b, int end, ref int at, out long value) => Result(MessagePackReader.TrySkip(b, end, ref at), 0, out value),
    ];

    /// <summary>
    /// Any bytes, any window: no exception, the position moves only with Ok and never behind the window, what lies outside the window does not matter,
    /// and a count or length is no more than the bytes that remain.
    /// </summary>
    [Fact]
    public void Every_method_keeps_to_its_window()
    {
        Random random = new(Fuzz.Seed);
        byte[] first = new byte[120];
        byte[] second = new byte[120];
        for (int run = 0; run < Fuzz.Runs; run++)
        {
            random.NextBytes(first);
            random.NextBytes(second);
            int at = random.Next(40);
            int end = at + random.Next(60);
            Seed(random, first, at, end);
            first.AsSpan(at, end - at).CopyTo(second.AsSpan(at));
            for (int method = 0; method < Methods.Length; method++)
            {
                Compare(Methods[method], first, second, at, end, $"seed {Fuzz.Seed}, run {run}, method {method}");
            }
        }
    }

    private static void Seed(Random random, byte[] bytes, int at, int end)
    {
        for (int i = at; i < end; i++)
        {
            if (i == at || random.Next(3) == 0)
            {
                bytes[i] = Starts[random.Next(Starts.Length)];
            }
            else if (random.Next(2) == 0)
            {
                bytes[i] = (byte)random.Next(4);
            }
        }
    }

    private static void Compare(Read read, byte[] first, byte[] second, int at, int end, string where)
    {
        int position = at;
        int other = at;
        Status status = read(first, end, ref position, out long value);
        Assert.True(status == read(second, end, ref other, out long otherValue), where);
        Assert.True(position == other && value == otherValue, where);
        Assert.True(status == Status.Ok ? position > at && position <= end : position == at && value == 0, where);
        Assert.True(status is Status.Ok or Status.Truncated or Status.WrongType or Status.OutOfRange, where);
        bool isCount = status == Status.Ok && first[at] is not (< 0x80 or 0xc0 or 0xc2 or 0xc3 or (>= 0xca and <= 0xd3) or >= 0xe0);
        Assert.True(!isCount || (value >= 0 && value <= end - position), where);
    }

    /// <summary>Truncated is the only answer that more bytes can change, and Ok stays Ok.</summary>
    [Fact]
    public void A_longer_window_changes_no_answer_but_truncated()
    {
        Random random = new(Fuzz.Seed);
        byte[] bytes = new byte[64];
        for (int run = 0; run < Fuzz.Runs / 5; run++)
        {
            random.NextBytes(bytes);
            Seed(random, bytes, 0, bytes.Length);
            foreach (Read read in Methods)
            {
                Status settled = Status.Truncated;
                for (int end = 0; end <= bytes.Length; end++)
                {
                    int at = 0;
                    Status status = read(bytes, end, ref at, out _);
                    Assert.True(settled == Status.Truncated || settled == status, $"seed {Fuzz.Seed}, run {run}, end {end}: {settled}, then {status}");
                    settled = status;
                }
            }
        }
    }

    private static Status Result(Status status, long read, out long value)
    {
        value = read;
        return status;
    }
}
