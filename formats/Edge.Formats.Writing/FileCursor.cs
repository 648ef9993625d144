namespace Edge.Formats.Writing;

/// <summary>Reads a file's fields one after the other and says where it was when one is wrong.</summary>
internal sealed class FileCursor(byte[] bytes, int end)
{
    private int _at;

    /// <summary>The array being read, "layers[3]"; the methods take the name of the field inside it.</summary>
    public string Place { get; set; } = "";

    /// <summary>The position in the file.</summary>
    public int At
    {
        get => _at;
        set => _at = value;
    }

    public int Integer(string name)
    {
        Check(MessagePackReader.TryReadInt(bytes, end, ref _at, out int value), name, "an integer of 32 bits");
        return value;
    }

    public uint Unsigned(string name)
    {
        Check(MessagePackReader.TryReadUInt(bytes, end, ref _at, out uint value), name, "an integer of 0 .. 4294967295");
        return value;
    }

    public double Number(string name)
    {
        Check(MessagePackReader.TryReadDouble(bytes, end, ref _at, out double value), name, "a number");
        return value;
    }

    public string Text(string name) => MessagePackTree.ReadString(bytes, end, ref _at, Field(name));

    public byte[] Binary(string name)
    {
        Check(MessagePackReader.TryReadBinaryHeader(bytes, end, ref _at, out int length), name, "a bin");
        _at += length;
        return bytes.AsSpan(_at - length, length).ToArray();
    }

    /// <summary>The header of an array that must have <paramref name="least"/> fields and may have more.</summary>
    public int Array(string name, int least = 0)
    {
        Check(MessagePackReader.TryReadArrayHeader(bytes, end, ref _at, out int count), name, "an array");
        if (count < least)
        {
            throw new ModelFormatException(Status.ShapeMismatch, Field(name), $"an array of {least} fields", $"{count}");
        }

        return count;
    }

    /// <summary>Steps over nil where one stands.</summary>
    public bool Nil() => MessagePackReader.TryReadNil(bytes, end, ref _at) == Status.Ok;

    /// <summary>Whether a bin stands here.</summary>
    public bool IsBinary() => _at < end && bytes[_at] is >= MessagePackCode.Binary8 and <= MessagePackCode.Binary32;

    /// <summary>Steps over fields a later version may have added at the end of an array.</summary>
    public void Skip(int count, string name)
    {
        for (int i = 0; i < count; i++)
        {
            Check(MessagePackReader.TrySkip(bytes, end, ref _at), name, "a value");
        }
    }

    public object? Tree(string name) => MessagePackTree.Read(bytes, end, ref _at, Field(name));

    private string Field(string name) => Place.Length == 0 ? name : $"{Place}.{name}";

    private void Check(Status status, string name, string expected)
    {
        if (status != Status.Ok)
        {
            MessagePackTree.Check(status, Field(name), expected, _at);
        }
    }
}
