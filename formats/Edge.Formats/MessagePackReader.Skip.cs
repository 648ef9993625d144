namespace Edge.Formats;

public static partial class MessagePackReader
{
    /// <summary>
    /// Skips one value of any type, with everything inside it. Neither recursion nor a stack: only the number of values still to come is kept, and
    /// since each of them needs a byte of the window, that number and the time are bounded by the window whatever the nesting.
    /// Codes: Ok, Truncated, WrongType (the byte c1, which MessagePack never uses).
    /// </summary>
    public static Status TrySkip(byte[] buffer, int end, ref int at)
    {
        int position = at;
        int pending = 1;
        while (pending > 0)
        {
            if (pending > end - position)
            {
                return Status.Truncated;
            }

            int code = buffer[position];
            pending--;
            if (code <= MessagePackCode.MaxPositiveFixInt || code >= MessagePackCode.MinNegativeFixInt)
            {
                position++;
                continue;
            }

            if (code == MessagePackCode.NeverUsed)
            {
                return Status.WrongType;
            }

            int children = CountChildren(buffer, end, position, code);
            int length = MeasureToken(buffer, end, position, code);
            if (children < 0 || length < 0 || length > end - position || children > end - position - length - pending)
            {
                return Status.Truncated;
            }

            pending += children;
            position += length;
        }

        at = position;
        return Status.Ok;
    }

    /// <summary>How many values an array or map directly holds, 0 for every other type, -1 where the window ends before the count.</summary>
    private static int CountChildren(byte[] buffer, int end, int position, int code)
    {
        if (code <= MessagePackCode.MaxFixMap)
        {
            return 2 * (code & 15);
        }

        if (code <= MessagePackCode.MaxFixArray)
        {
            return code & 15;
        }

        if (code < MessagePackCode.Array16)
        {
            return 0;
        }

        int count = ReadCount(buffer, end, position + 1, (code & 1) == 0 ? 2 : 4);
        if (code < MessagePackCode.Map16 || count < 0)
        {
            return count;
        }

        return count > int.MaxValue / 2 ? int.MaxValue : 2 * count;
    }

    /// <summary>The bytes of one value, for arrays and maps of their header alone; at most int.MaxValue; -1 where the window ends before the length.</summary>
    private static int MeasureToken(byte[] buffer, int end, int position, int code)
    {
        if (code <= MessagePackCode.MaxFixArray)
        {
            return 1;
        }

        if (code <= MessagePackCode.MaxFixString)
        {
            return 1 + (code & 31);
        }

        if (code <= MessagePackCode.True)
        {
            return 1;
        }

        if (code <= MessagePackCode.Binary32)
        {
            return MeasurePayload(buffer, end, position, 1 << (code - MessagePackCode.Binary8), 0);
        }

        if (code <= MessagePackCode.Extension32)
        {
            return MeasurePayload(buffer, end, position, 1 << (code - MessagePackCode.Extension8), 1);
        }

        if (code <= MessagePackCode.Float64)
        {
            return code == MessagePackCode.Float32 ? 5 : 9;
        }

        if (code <= MessagePackCode.Int64)
        {
            return 1 + (1 << (code & 3));
        }

        if (code <= MessagePackCode.FixExtension16)
        {
            return 2 + (1 << (code - MessagePackCode.FixExtension1));
        }

        if (code <= MessagePackCode.String32)
        {
            return MeasurePayload(buffer, end, position, 1 << (code - MessagePackCode.String8), 0);
        }

        return (code & 1) == 0 ? 3 : 5;
    }

    private static int MeasurePayload(byte[] buffer, int end, int position, int size, int extra)
    {
        int length = ReadCount(buffer, end, position + 1, size);
        if (length < 0)
        {
            return -1;
        }

        int header = 1 + size + extra;
        return length > int.MaxValue - header ? int.MaxValue : header + length;
    }
}
