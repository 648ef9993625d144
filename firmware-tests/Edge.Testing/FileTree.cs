using System.Buffers.Binary;
using System.Text;

namespace Edge.Testing;

/// <summary>
/// MessagePack as a tree: null, bool, long, double, string, byte[], List&lt;object?&gt; for arrays, <see cref="Pairs"/> for maps, <see cref="Raw"/> for bytes
/// that are written as they stand. Written apart from the product's reader and writer, so that tests can take a file to pieces and put a forged one together.
/// </summary>
public static class FileTree
{
    public sealed class Pairs : List<KeyValuePair<object?, object?>>;

    public sealed record Raw(byte[] Bytes);

    public static object? Decode(byte[] bytes, ref int at)
    {
        int code = bytes[at++];
        switch (code)
        {
            case <= 0x7f: return (long)code;
            case <= 0x8f: return Map(bytes, ref at, code & 15);
            case <= 0x9f: return Array(bytes, ref at, code & 15);
            case <= 0xbf: return Text(bytes, ref at, code & 31);
            case 0xc0: return null;
            case 0xc2 or 0xc3: return code == 0xc3;
            case >= 0xc4 and <= 0xc6: return Slice(bytes, ref at, (int)Number(bytes, ref at, 1 << (code - 0xc4)));
            case 0xca: return (double)BitConverter.Int32BitsToSingle((int)Number(bytes, ref at, 4));
            case 0xcb: return BitConverter.Int64BitsToDouble((long)Number(bytes, ref at, 8));
            case >= 0xcc and <= 0xcf: return (long)Number(bytes, ref at, 1 << (code - 0xcc));
            case 0xd0: return (long)(sbyte)Number(bytes, ref at, 1);
            case 0xd1: return (long)(short)Number(bytes, ref at, 2);
            case 0xd2: return (long)(int)Number(bytes, ref at, 4);
            case 0xd3: return (long)Number(bytes, ref at, 8);
            case >= 0xd9 and <= 0xdb: return Text(bytes, ref at, (int)Number(bytes, ref at, 1 << (code - 0xd9)));
            case 0xdc or 0xdd: return Array(bytes, ref at, (int)Number(bytes, ref at, code == 0xdc ? 2 : 4));
            case 0xde or 0xdf: return Map(bytes, ref at, (int)Number(bytes, ref at, code == 0xde ? 2 : 4));
            case >= 0xe0: return (long)(sbyte)code;
            default: throw new FormatException($"code {code:x2} is not used in .edge files");
        }
    }

    public static void Encode(List<byte> to, object? value)
    {
        switch (value)
        {
            case null: to.Add(0xc0); break;
            case bool flag: to.Add(flag ? (byte)0xc3 : (byte)0xc2); break;
            case int number: Integer(to, number); break;
            case long number: Integer(to, number); break;
            case double number: Fixed(to, 0xcb, 8, (ulong)BitConverter.DoubleToInt64Bits(number)); break;
            case string text: Header(to, Encoding.UTF8.GetByteCount(text), 31, 0xa0, 0xd9); to.AddRange(Encoding.UTF8.GetBytes(text)); break;
            case byte[] bytes: Header(to, bytes.Length, -1, 0, 0xc4); to.AddRange(bytes); break;
            case Raw raw: to.AddRange(raw.Bytes); break;
            case List<object?> items: Header(to, items.Count, 15, 0x90, 0xdb); items.ForEach(item => Encode(to, item)); break;
            case Pairs pairs:
                Header(to, pairs.Count, 15, 0x80, 0xdd);
                pairs.ForEach(pair => { Encode(to, pair.Key); Encode(to, pair.Value); });
                break;
            default: throw new ArgumentException($"{value.GetType()} has no MessagePack form here", nameof(value));
        }
    }

    /// <summary>Depth-first list of every array in the tree, the root among them.</summary>
    public static IEnumerable<List<object?>> Arrays(object? root)
    {
        if (root is List<object?> items)
        {
            yield return items;
            foreach (List<object?> inner in items.SelectMany(Arrays))
            {
                yield return inner;
            }
        }
    }

    private static void Integer(List<byte> to, long value)
    {
        switch (value)
        {
            case >= 0 and < 128: to.Add((byte)value); break;
            case < 0 and >= -32: to.Add((byte)value); break;
            case >= 0 and <= 0xff: Fixed(to, 0xcc, 1, (ulong)value); break;
            case >= 0 and <= 0xffff: Fixed(to, 0xcd, 2, (ulong)value); break;
            case >= 0 and <= 0xffff_ffff: Fixed(to, 0xce, 4, (ulong)value); break;
            case >= sbyte.MinValue and < 0: Fixed(to, 0xd0, 1, (ulong)value); break;
            case >= short.MinValue and < 0: Fixed(to, 0xd1, 2, (ulong)value); break;
            case >= int.MinValue and < 0: Fixed(to, 0xd2, 4, (ulong)value); break;
            default: Fixed(to, 0xd3, 8, (ulong)value); break;
        }
    }

    /// <summary>A length: in the code itself up to <paramref name="highest"/>, else behind <paramref name="code"/>, code + 1 or code + 2 (arrays and maps have no 1-byte form).</summary>
    private static void Header(List<byte> to, int length, int highest, int fix, int code)
    {
        if (length <= highest)
        {
            to.Add((byte)(fix | length));
        }
        else if (length <= 0xff && code < 0xdb)
        {
            Fixed(to, code, 1, (ulong)length);
        }
        else
        {
            Fixed(to, code + (length <= 0xffff ? 1 : 2), length <= 0xffff ? 2 : 4, (ulong)length);
        }
    }

    private static void Fixed(List<byte> to, int code, int size, ulong value)
    {
        to.Add((byte)code);
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
        {
            to.Add((byte)(value >> shift));
        }
    }

    private static ulong Number(byte[] bytes, ref int at, int size)
    {
        byte[] padded = new byte[8];
        System.Array.Copy(bytes, at, padded, 8 - size, size);
        at += size;
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private static byte[] Slice(byte[] bytes, ref int at, int count) => bytes[at..(at += count)];

    private static string Text(byte[] bytes, ref int at, int count) => Encoding.UTF8.GetString(Slice(bytes, ref at, count));

    private static List<object?> Array(byte[] bytes, ref int at, int count)
    {
        List<object?> items = [];
        for (int i = 0; i < count; i++)
        {
            items.Add(Decode(bytes, ref at));
        }

        return items;
    }

    private static Pairs Map(byte[] bytes, ref int at, int count)
    {
        Pairs pairs = [];
        for (int i = 0; i < count; i++)
        {
            object? key = Decode(bytes, ref at);
            pairs.Add(new(key, Decode(bytes, ref at)));
        }

        return pairs;
    }
}
