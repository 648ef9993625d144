namespace Edge.Formats;

/// <summary>
/// Reads MessagePack values out of a window of bytes without allocating. Every method reads the value at <c>at</c>, looks at no byte at or behind
/// <c>end</c>, and moves <c>at</c> behind the value only when it returns <see cref="Status.Ok"/>; the caller keeps 0 &lt;= at &lt;= end &lt;= buffer.Length.
/// <see cref="Status.Truncated"/> means that the window ends too early: with more bytes of the file the same call may succeed.
/// <see cref="Status.WrongType"/> and <see cref="Status.OutOfRange"/> stay, whatever follows.
/// </summary>
public static partial class MessagePackReader
{
    /// <summary>Reads nil. Codes: Ok, Truncated, WrongType.</summary>
    public static Status TryReadNil(byte[] buffer, int end, ref int at)
    {
        if (at >= end)
        {
            return Status.Truncated;
        }

        if (buffer[at] != MessagePackCode.Nil)
        {
            return Status.WrongType;
        }

        at++;
        return Status.Ok;
    }

    /// <summary>Reads true or false. Codes: Ok, Truncated, WrongType.</summary>
    public static Status TryReadBool(byte[] buffer, int end, ref int at, out bool value)
    {
        value = false;
        if (at >= end)
        {
            return Status.Truncated;
        }

        int code = buffer[at];
        if (code != MessagePackCode.False && code != MessagePackCode.True)
        {
            return Status.WrongType;
        }

        value = code == MessagePackCode.True;
        at++;
        return Status.Ok;
    }

    /// <summary>
    /// The big-endian count of 1, 2 or 4 bytes at <paramref name="position"/>, or -1 where the window ends before it.
    /// A count above int.MaxValue comes back as int.MaxValue: no window holds that many bytes, so the caller's check against its window refuses it.
    /// </summary>
    private static int ReadCount(byte[] buffer, int end, int position, int size)
    {
        if (size > end - position)
        {
            return -1;
        }

        int value = buffer[position];
        if (size == 1)
        {
            return value;
        }

        value = (value << 8) | buffer[position + 1];
        if (size == 2)
        {
            return value;
        }

        value = (value << 16) | (buffer[position + 2] << 8) | buffer[position + 3];
        return value < 0 ? int.MaxValue : value;
    }
}
