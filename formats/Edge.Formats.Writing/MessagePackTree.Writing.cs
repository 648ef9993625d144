using System.Collections;

namespace Edge.Formats.Writing;

public static partial class MessagePackTree
{
    /// <summary>
    /// Writes a value <see cref="Read(byte[], int, ref int, string)"/> gives back: null, bool, every integer type, float and double, string, byte[],
    /// <see cref="MessagePackExtension"/>, lists, and maps with string keys.
    /// </summary>
    /// <exception cref="ModelFormatException">A value of another type, or more or deeper than the reader takes.</exception>
    public static void Write(MessagePackWriter writer, object? value, string field)
    {
        int left = Format.MaxMetadataValues;
        Write(writer, value, field, ref left, Format.MaxMetadataDepth);
    }

    private static void Write(MessagePackWriter writer, object? value, string field, ref int left, int depth)
    {
        if (--left < 0)
        {
            throw new ModelFormatException(Status.OutOfRange, field, $"at most {Format.MaxMetadataValues} values", "more");
        }

        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case bool flag:
                writer.WriteBool(flag);
                break;
            case sbyte or short or int or long or byte or ushort or uint:
                writer.WriteInteger(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ulong large:
                writer.WriteUnsigned(large);
                break;
            case float or double:
                writer.WriteDouble(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case string text:
                WriteText(writer, text, field);
                break;
            case byte[] bytes:
                writer.WriteBinary(bytes);
                break;
            case MessagePackExtension extension:
                writer.WriteExtension(extension);
                break;
            case IDictionary map:
                WriteMap(writer, map, field, ref left, depth);
                break;
            case IEnumerable list:
                WriteArray(writer, [.. list.Cast<object?>()], field, ref left, depth);
                break;
            default:
                throw new ModelFormatException(Status.WrongType, field, "null, bool, number, text, bytes, list or map", value.GetType().Name);
        }
    }

    internal static void WriteText(MessagePackWriter writer, string text, string field)
    {
        try
        {
            writer.WriteString(text);
        }
        catch (System.Text.EncoderFallbackException)
        {
            throw new ModelFormatException(Status.WrongType, field, "text UTF-8 can hold", "half of a surrogate pair");
        }
    }

    private static void WriteArray(MessagePackWriter writer, object?[] items, string field, ref int left, int depth)
    {
        CheckRoom(items.Length, left, depth, field);
        writer.WriteArrayHeader(items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            Write(writer, items[i], $"{field}[{i}]", ref left, depth - 1);
        }
    }

    private static void WriteMap(MessagePackWriter writer, IDictionary map, string field, ref int left, int depth)
    {
        CheckRoom(2L * map.Count, left, depth, field);
        writer.WriteMapHeader(map.Count);
        foreach (DictionaryEntry entry in map)
        {
            if (entry.Key is not string key)
            {
                throw new ModelFormatException(Status.WrongType, field, "text as a key", entry.Key.GetType().Name);
            }

            left--;
            WriteText(writer, key, field);
            Write(writer, entry.Value, $"{field}.{key}", ref left, depth - 1);
        }
    }
}
