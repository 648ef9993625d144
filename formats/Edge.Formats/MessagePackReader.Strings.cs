namespace Edge.Formats;

public static partial class MessagePackReader
{
    /// <summary>
    /// Reads the header of a str and leaves <paramref name="at"/> at its first byte; the <paramref name="length"/> bytes of UTF-8 lie inside the window.
    /// Codes: Ok, Truncated, WrongType.
    /// </summary>
    public static Status TryReadStringHeader(byte[] buffer, int end, ref int at, out int length)
    {
        int position = at;
        length = 0;
        if (position >= end)
        {
            return Status.Truncated;
        }

        int code = buffer[position++];
        int count = code - MessagePackCode.MinFixString;
        if (code < MessagePackCode.MinFixString || code > MessagePackCode.MaxFixString)
        {
            if (code < MessagePackCode.String8 || code > MessagePackCode.String32)
            {
                return Status.WrongType;
            }

            int size = 1 << (code - MessagePackCode.String8);
            count = ReadCount(buffer, end, position, size);
            position += size;
        }

        if (count < 0 || count > end - position)
        {
            return Status.Truncated;
        }

        length = count;
        at = position;
        return Status.Ok;
    }

    /// <summary>
    /// Reads the header of a bin and leaves <paramref name="at"/> at its first byte; all <paramref name="length"/> bytes lie inside the window.
    /// Codes: Ok, Truncated, WrongType.
    /// </summary>
    public static Status TryReadBinaryHeader(byte[] buffer, int end, ref int at, out int length)
    {
        int position = at;
        length = 0;
        if (position >= end)
        {
            return Status.Truncated;
        }

        int code = buffer[position++];
        if (code < MessagePackCode.Binary8 || code > MessagePackCode.Binary32)
        {
            return Status.WrongType;
        }

        int size = 1 << (code - MessagePackCode.Binary8);
        int count = ReadCount(buffer, end, position, size);
        position += size;
        if (count < 0 || count > end - position)
        {
            return Status.Truncated;
        }

        length = count;
        at = position;
        return Status.Ok;
    }

    /// <summary>Whether the <paramref name="length"/> bytes at <paramref name="at"/> are the ASCII text <paramref name="expected"/>; makes no string.</summary>
    public static bool IsText(byte[] buffer, int at, int length, string expected)
    {
        if (length != expected.Length)
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            if (buffer[at + i] != expected[i])
            {
                return false;
            }
        }

        return true;
    }
}
