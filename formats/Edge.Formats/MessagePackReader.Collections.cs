namespace Edge.Formats;

public static partial class MessagePackReader
{
    /// <summary>
    /// Reads the header of an array and leaves <paramref name="at"/> at its first element. The window holds at least one byte an element,
    /// so a caller may allocate by <paramref name="count"/>. Codes: Ok, Truncated, WrongType.
    /// </summary>
    public static Status TryReadArrayHeader(byte[] buffer, int end, ref int at, out int count)
    {
        return TryReadCollection(buffer, end, ref at, out count, MessagePackCode.MinFixArray, MessagePackCode.Array16, 0);
    }

    /// <summary>
    /// Reads the header of a map and leaves <paramref name="at"/> at its first key; <paramref name="count"/> pairs follow, at least two bytes a pair
    /// lie inside the window. Codes: Ok, Truncated, WrongType.
    /// </summary>
    public static Status TryReadMapHeader(byte[] buffer, int end, ref int at, out int count)
    {
        return TryReadCollection(buffer, end, ref at, out count, MessagePackCode.MinFixMap, MessagePackCode.Map16, 1);
    }

    private static Status TryReadCollection(byte[] buffer, int end, ref int at, out int count, int fix, int code16, int shift)
    {
        int position = at;
        count = 0;
        if (position >= end)
        {
            return Status.Truncated;
        }

        int code = buffer[position++];
        int items = code & 15;
        if ((code & 0xf0) != fix)
        {
            if ((code & 0xfe) != code16)
            {
                return Status.WrongType;
            }

            int size = code == code16 ? 2 : 4;
            items = ReadCount(buffer, end, position, size);
            position += size;
        }

        if (items < 0 || items > (end - position) >> shift)
        {
            return Status.Truncated;
        }

        count = items;
        at = position;
        return Status.Ok;
    }
}
