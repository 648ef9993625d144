namespace Edge.Formats;

public static partial class MessagePackReader
{
    /// <summary>Reads an integer of any width and sign that fits an int. Codes: Ok, Truncated, WrongType, OutOfRange.</summary>
    public static Status TryReadInt(byte[] buffer, int end, ref int at, out int value)
    {
        int position = at;
        value = 0;
        if (position >= end)
        {
            return Status.Truncated;
        }

        // Nearly every number of a header is a positive fixint.
        int code = buffer[position];
        if (code <= MessagePackCode.MaxPositiveFixInt)
        {
            value = code;
            at = position + 1;
            return Status.Ok;
        }

        Status status = TryReadLong(buffer, end, ref position, out long wide);
        if (status != Status.Ok)
        {
            return status;
        }

        if (wide < int.MinValue || wide > int.MaxValue)
        {
            return Status.OutOfRange;
        }

        value = (int)wide;
        at = position;
        return Status.Ok;
    }

    /// <summary>Reads an integer of any width that fits a uint: checksums and seeds. Codes: Ok, Truncated, WrongType, OutOfRange.</summary>
    public static Status TryReadUInt(byte[] buffer, int end, ref int at, out uint value)
    {
        int position = at;
        value = 0;
        Status status = TryReadLong(buffer, end, ref position, out long wide);
        if (status != Status.Ok)
        {
            return status;
        }

        if (wide < 0 || wide > uint.MaxValue)
        {
            return Status.OutOfRange;
        }

        value = (uint)wide;
        at = position;
        return Status.Ok;
    }

    /// <summary>Reads an integer of any width and sign that fits a long. Codes: Ok, Truncated, WrongType, OutOfRange (a uint64 above long.MaxValue).</summary>
    public static Status TryReadLong(byte[] buffer, int end, ref int at, out long value)
    {
        int position = at;
        value = 0;
        if (position >= end)
        {
            return Status.Truncated;
        }

        int code = buffer[position++];
        if (code <= MessagePackCode.MaxPositiveFixInt)
        {
            value = code;
            at = position;
            return Status.Ok;
        }

        if (code >= MessagePackCode.MinNegativeFixInt)
        {
            value = code - 256;
            at = position;
            return Status.Ok;
        }

        if (code < MessagePackCode.UInt8 || code > MessagePackCode.Int64)
        {
            return Status.WrongType;
        }

        int size = 1 << (code & 3); // cc .. cf and d0 .. d3 are 1, 2, 4, 8 bytes
        if (size > end - position)
        {
            return Status.Truncated;
        }

        long wide = buffer[position];
        if (code >= MessagePackCode.Int8 && wide >= 128)
        {
            wide -= 256;
        }

        for (int i = 1; i < size; i++)
        {
            wide = (wide << 8) | buffer[position + i];
        }

        if (code == MessagePackCode.UInt64 && wide < 0)
        {
            return Status.OutOfRange;
        }

        value = wide;
        at = position + size;
        return Status.Ok;
    }
}
