using System.Text;

namespace Edge.Formats.Writing;

public sealed partial class MessagePackWriter
{
    /// <exception cref="EncoderFallbackException">The text holds half of a surrogate pair, which UTF-8 has no bytes for.</exception>
    public void WriteString(string value)
    {
        byte[] utf8 = StrictUtf8.GetBytes(value);
        switch (utf8.Length)
        {
            case <= 31:
                Append(1)[0] = (byte)(MessagePackCode.MinFixString + utf8.Length);
                break;
            case <= byte.MaxValue:
                WriteCode8(MessagePackCode.String8, utf8.Length);
                break;
            case <= ushort.MaxValue:
                WriteCode16(MessagePackCode.String16, utf8.Length);
                break;
            default:
                WriteCode32(MessagePackCode.String32, (uint)utf8.Length);
                break;
        }

        WriteRaw(utf8);
    }

    public void WriteBinary(ReadOnlySpan<byte> value)
    {
        switch (value.Length)
        {
            case <= byte.MaxValue:
                WriteCode8(MessagePackCode.Binary8, value.Length);
                break;
            case <= ushort.MaxValue:
                WriteCode16(MessagePackCode.Binary16, value.Length);
                break;
            default:
                WriteCode32(MessagePackCode.Binary32, (uint)value.Length);
                break;
        }

        WriteRaw(value);
    }

    /// <summary>A bin with a four-byte length whatever its size: the blob's payload must start at a multiple of 8 (FORMAT.md section 2, field 10).</summary>
    public void WriteFixedBinary32(ReadOnlySpan<byte> value)
    {
        WriteCode32(MessagePackCode.Binary32, (uint)value.Length);
        WriteRaw(value);
    }

    public void WriteExtension(MessagePackExtension value)
    {
        int length = value.Data.Length;
        if (length is 1 or 2 or 4 or 8 or 16)
        {
            Append(1)[0] = (byte)(MessagePackCode.FixExtension1 + int.Log2(length));
        }
        else if (length <= byte.MaxValue)
        {
            WriteCode8(MessagePackCode.Extension8, length);
        }
        else if (length <= ushort.MaxValue)
        {
            WriteCode16(MessagePackCode.Extension16, length);
        }
        else
        {
            WriteCode32(MessagePackCode.Extension32, (uint)length);
        }

        Append(1)[0] = (byte)value.Type;
        WriteRaw(value.Data);
    }

    /// <summary>Refuses what is not text instead of replacing it.</summary>
    internal static UTF8Encoding StrictUtf8 { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
