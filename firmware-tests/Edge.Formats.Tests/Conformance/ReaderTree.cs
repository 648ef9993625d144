using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Edge.Formats.Tests.Conformance;

/// <summary>A MessagePack document as the device's reader sees it, in the canonical text the foreign scripts print: a tag for the type, then the value.</summary>
internal sealed class ReaderTree(byte[] bytes, bool javaScript)
{
    private readonly StringBuilder _text = new();
    private int _at;

    public static string Canonical(byte[] bytes, bool javaScript)
    {
        ReaderTree tree = new(bytes, javaScript);
        tree.Read();
        Assert.Equal(bytes.Length, tree._at);
        return tree._text.ToString();
    }

    private void Read()
    {
        int end = bytes.Length;
        int before = _at;
        if (MessagePackReader.TryReadNil(bytes, end, ref _at) == Status.Ok)
        {
            _text.Append('n');
        }
        else if (MessagePackReader.TryReadBool(bytes, end, ref _at, out bool flag) == Status.Ok)
        {
            _text.Append(flag ? 't' : 'f');
        }
        else if (MessagePackReader.TryReadLong(bytes, end, ref _at, out long integer) is Status.Ok or Status.OutOfRange)
        {
            ReadInteger(before, integer);
        }
        else if (MessagePackReader.TryReadDouble(bytes, end, ref _at, out double number) == Status.Ok)
        {
            Append(number);
        }
        else if (MessagePackReader.TryReadStringHeader(bytes, end, ref _at, out int length) == Status.Ok)
        {
            Append('s', length);
        }
        else if (MessagePackReader.TryReadBinaryHeader(bytes, end, ref _at, out length) == Status.Ok)
        {
            Append('b', length);
        }
        else if (MessagePackReader.TryReadArrayHeader(bytes, end, ref _at, out int count) == Status.Ok)
        {
            ReadItems(count, '[', ']', pairs: false);
        }
        else if (MessagePackReader.TryReadMapHeader(bytes, end, ref _at, out count) == Status.Ok)
        {
            ReadItems(count, '{', '}', pairs: true);
        }
        else
        {
            ReadExtension();
        }
    }

    private void ReadItems(int count, char open, char close, bool pairs)
    {
        _text.Append(open);
        for (int i = 0; i < count; i++)
        {
            _text.Append(i == 0 ? "" : ",");
            Read();
            if (pairs)
            {
                _text.Append(':');
                Read();
            }
        }

        _text.Append(close);
    }

    /// <summary>A uint64 no long holds: the reader says so and leaves it to be skipped.</summary>
    private void ReadInteger(int before, long integer)
    {
        if (_at == before)
        {
            Assert.Equal(Status.Ok, MessagePackReader.TrySkip(bytes, bytes.Length, ref _at));
            _text.Append('i').Append(BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(before + 1)));
        }
        else if (javaScript && Math.Abs((decimal)integer) <= 1L << 53)
        {
            Append((double)integer);
        }
        else
        {
            _text.Append('i').Append(integer);
        }
    }

    private void ReadExtension()
    {
        int before = _at;
        Assert.Equal(Status.Ok, MessagePackReader.TrySkip(bytes, bytes.Length, ref _at));
        int header = bytes[before] switch
        {
            MessagePackCode.Extension8 => 3,
            MessagePackCode.Extension16 => 4,
            MessagePackCode.Extension32 => 6,
            _ => 2,
        };
        _text.Append(CultureInfo.InvariantCulture, $"x{(sbyte)bytes[before + header - 1]}:{Convert.ToHexStringLower(bytes, before + header, _at - before - header)}");
    }

    private void Append(char tag, int length)
    {
        _text.Append(tag).Append(Convert.ToHexStringLower(bytes, _at, length));
        _at += length;
    }

    private void Append(double number)
    {
        // JavaScript cannot tell -0 from the integer 0 once it is a number.
        long bits = BitConverter.DoubleToInt64Bits(javaScript && number == 0 ? 0 : number);
        _text.Append(CultureInfo.InvariantCulture, $"d{(double.IsNaN(number) ? "NaN" : bits.ToString("x16", CultureInfo.InvariantCulture))}");
    }
}
