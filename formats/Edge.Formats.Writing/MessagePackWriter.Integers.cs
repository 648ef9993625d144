namespace Edge.Formats.Writing;

public sealed partial class MessagePackWriter
{
    /// <summary>The shortest of the nine integer forms; values from zero up in an unsigned one.</summary>
    public void WriteInteger(long value)
    {
        if (value >= 0)
        {
            WriteUnsigned((ulong)value);
            return;
        }

        if (value >= -32)
        {
            Append(1)[0] = (byte)value;
        }
        else if (value >= sbyte.MinValue)
        {
            WriteCode8(MessagePackCode.Int8, (byte)value);
        }
        else if (value >= short.MinValue)
        {
            WriteCode16(MessagePackCode.Int16, (ushort)value);
        }
        else if (value >= int.MinValue)
        {
            WriteCode32(MessagePackCode.Int32, (uint)value);
        }
        else
        {
            WriteCode64(MessagePackCode.Int64, (ulong)value);
        }
    }

    /// <summary>The shortest of the five forms of an integer that is not negative.</summary>
    public void WriteUnsigned(ulong value)
    {
        if (value <= MessagePackCode.MaxPositiveFixInt)
        {
            Append(1)[0] = (byte)value;
        }
        else if (value <= byte.MaxValue)
        {
            WriteCode8(MessagePackCode.UInt8, (byte)value);
        }
        else if (value <= ushort.MaxValue)
        {
            WriteCode16(MessagePackCode.UInt16, (ushort)value);
        }
        else if (value <= uint.MaxValue)
        {
            WriteCode32(MessagePackCode.UInt32, (uint)value);
        }
        else
        {
            WriteCode64(MessagePackCode.UInt64, value);
        }
    }

    /// <summary>Four bytes whatever the value: the checksum must not change the file's length (FORMAT.md section 2, field 11).</summary>
    public void WriteFixedUInt32(uint value) => WriteCode32(MessagePackCode.UInt32, value);
}
