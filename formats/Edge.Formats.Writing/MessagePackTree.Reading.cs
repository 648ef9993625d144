namespace Edge.Formats.Writing;

/// <summary>
/// Whole MessagePack values as objects, for metadata: null, bool, long, ulong (only above long.MaxValue), double, string, byte[],
/// <see cref="MessagePackExtension"/>, object?[] and Dictionary&lt;string, object?&gt;.
/// </summary>
public static partial class MessagePackTree
{
    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object[] SmallIntegers = [.. Enumerable.Range(-32, 160).Select(i => (object)(long)i)];

    /// <summary>
    /// Reads the value at <paramref name="at"/> with everything inside it. What it allocates is bounded: at most <see cref="Format.MaxMetadataValues"/> values,
    /// <see cref="Format.MaxMetadataDepth"/> levels deep.
    /// </summary>
    /// <exception cref="ModelFormatException">Cut short, too deep, too many values, a byte no type has, a map key that is not a str or is there twice, a str that is not UTF-8.</exception>
    public static object? Read(byte[] bytes, int end, ref int at, string field)
    {
        int left = Format.MaxMetadataValues;
        return Read(bytes, end, ref at, field, ref left, Format.MaxMetadataDepth);
    }

    private static object? Read(byte[] bytes, int end, ref int at, string field, ref int left, int depth)
    {
        if (at >= end)
        {
            throw new ModelFormatException(Status.Truncated, field, "a value", $"the end of the file at byte {end}");
        }

        if (--left < 0)
        {
            throw new ModelFormatException(Status.OutOfRange, field, $"at most {Format.MaxMetadataValues} values", "more");
        }

        switch (bytes[at])
        {
            case <= MessagePackCode.MaxFixMap and >= MessagePackCode.MinFixMap or MessagePackCode.Map16 or MessagePackCode.Map32:
                return ReadMap(bytes, end, ref at, field, ref left, depth);
            case <= MessagePackCode.MaxFixArray and >= MessagePackCode.MinFixArray or MessagePackCode.Array16 or MessagePackCode.Array32:
                return ReadArray(bytes, end, ref at, field, ref left, depth);
            case <= MessagePackCode.MaxFixString and >= MessagePackCode.MinFixString or (>= MessagePackCode.String8 and <= MessagePackCode.String32):
                return ReadString(bytes, end, ref at, field);
            case MessagePackCode.Nil:
                at++;
                return null;
            case MessagePackCode.False or MessagePackCode.True:
                return bytes[at++] == MessagePackCode.True ? True : False;
            case >= MessagePackCode.Binary8 and <= MessagePackCode.Binary32:
                Check(MessagePackReader.TryReadBinaryHeader(bytes, end, ref at, out int length), field, "a bin", at);
                at += length;
                return bytes.AsSpan(at - length, length).ToArray();
            case MessagePackCode.Float32 or MessagePackCode.Float64:
                Check(MessagePackReader.TryReadDouble(bytes, end, ref at, out double number), field, "a float", at);
                return number;
            case >= MessagePackCode.Extension8 and <= MessagePackCode.Extension32 or (>= MessagePackCode.FixExtension1 and <= MessagePackCode.FixExtension16):
                return ReadExtension(bytes, end, ref at, field);
            case MessagePackCode.NeverUsed:
                throw new ModelFormatException(Status.WrongType, field, "a MessagePack value", $"the unused byte c1 at byte {at}");
            default:
                return ReadInteger(bytes, end, ref at, field);
        }
    }

    private static object ReadInteger(byte[] bytes, int end, ref int at, string field)
    {
        if (bytes[at] == MessagePackCode.UInt64 && end - at >= 9 && bytes[at + 1] >= 128)
        {
            at += 9;
            return System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at - 8, 8));
        }

        Check(MessagePackReader.TryReadLong(bytes, end, ref at, out long value), field, "an integer", at);
        return value is >= -32 and < 128 ? SmallIntegers[value + 32] : value;
    }

    internal static string ReadString(byte[] bytes, int end, ref int at, string field)
    {
        Check(MessagePackReader.TryReadStringHeader(bytes, end, ref at, out int length), field, "a str", at);
        at += length;
        try
        {
            return MessagePackWriter.StrictUtf8.GetString(bytes, at - length, length);
        }
        catch (System.Text.DecoderFallbackException)
        {
            throw new ModelFormatException(Status.WrongType, field, "UTF-8 text", $"{length} bytes that are not UTF-8 at byte {at - length}");
        }
    }

    private static MessagePackExtension ReadExtension(byte[] bytes, int end, ref int at, string field)
    {
        int start = at;
        Check(MessagePackReader.TrySkip(bytes, end, ref at), field, "an ext", start);
        int header = bytes[start] switch
        {
            MessagePackCode.Extension8 => 3,
            MessagePackCode.Extension16 => 4,
            MessagePackCode.Extension32 => 6,
            _ => 2,
        };
        return new MessagePackExtension((sbyte)bytes[start + header - 1], bytes.AsSpan(start + header, at - start - header).ToArray());
    }

    private static object?[] ReadArray(byte[] bytes, int end, ref int at, string field, ref int left, int depth)
    {
        Check(MessagePackReader.TryReadArrayHeader(bytes, end, ref at, out int count), field, "an array", at);
        CheckRoom(count, left, depth, field);
        object?[] items = count == 0 ? [] : new object?[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = Read(bytes, end, ref at, field, ref left, depth - 1);
        }

        return items;
    }

    private static Dictionary<string, object?> ReadMap(byte[] bytes, int end, ref int at, string field, ref int left, int depth)
    {
        Check(MessagePackReader.TryReadMapHeader(bytes, end, ref at, out int count), field, "a map", at);
        CheckRoom(2L * count, left, depth, field);
        Dictionary<string, object?> items = new(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            left--;
            string key = ReadString(bytes, end, ref at, field);
            if (!items.TryAdd(key, Read(bytes, end, ref at, field, ref left, depth - 1)))
            {
                throw new ModelFormatException(Status.OutOfRange, field, "each key once", $"'{key}' twice");
            }
        }

        return items;
    }

    private static void CheckRoom(long values, int left, int depth, string field)
    {
        if (values > left || depth == 0)
        {
            throw new ModelFormatException(
                Status.OutOfRange, field, $"at most {Format.MaxMetadataValues} values, {Format.MaxMetadataDepth} levels deep", "more");
        }
    }

    internal static void Check(Status status, string field, string expected, int at)
    {
        if (status != Status.Ok)
        {
            string found = status switch
            {
                Status.Truncated => "the end of the file",
                Status.OutOfRange => "a number out of range",
                _ => "another type",
            };
            throw new ModelFormatException(status, field, expected, $"{found} at byte {at}");
        }
    }
}
