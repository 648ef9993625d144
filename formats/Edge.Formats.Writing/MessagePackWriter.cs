using System.Buffers.Binary;

namespace Edge.Formats.Writing;

/// <summary>
/// Writes MessagePack values into a growing array, each in its shortest form: the mirror of <see cref="MessagePackReader"/>, file by file.
/// </summary>
public sealed partial class MessagePackWriter
{
    private byte[] _bytes = new byte[256];

    /// <summary>How many bytes have been written.</summary>
    public int Length { get; private set; }

    /// <summary>What has been written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void WriteNil() => Append(1)[0] = MessagePackCode.Nil;

    public void WriteBool(bool value) => Append(1)[0] = (byte)(value ? MessagePackCode.True : MessagePackCode.False);

    /// <summary>Appends bytes as they are, without a header.</summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Append(bytes.Length));

    private void WriteCode8(int code, int value)
    {
        Span<byte> target = Append(2);
        target[0] = (byte)code;
        target[1] = (byte)value;
    }

    private void WriteCode16(int code, int value)
    {
        Span<byte> target = Append(3);
        target[0] = (byte)code;
        BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)value);
    }

    private void WriteCode32(int code, uint value)
    {
        Span<byte> target = Append(5);
        target[0] = (byte)code;
        BinaryPrimitives.WriteUInt32BigEndian(target[1..], value);
    }

    private void WriteCode64(int code, ulong value)
    {
        Span<byte> target = Append(9);
        target[0] = (byte)code;
        BinaryPrimitives.WriteUInt64BigEndian(target[1..], value);
    }

    private Span<byte> Append(int count)
    {
        if (count > _bytes.Length - Length)
        {
            Array.Resize(ref _bytes, checked(Math.Max(2 * _bytes.Length, Length + count)));
        }

        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}
