using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>A position in the header's bytes and the first thing that went wrong. Reading goes on after an error without effect, so callers check once.</summary>
internal sealed class HeaderReader
{
    public readonly byte[] Buffer;
    public readonly int End;
    public int At;
    public Status Status;

    public HeaderReader(byte[] buffer, int end)
    {
        Buffer = buffer;
        End = end;
    }

    /// <summary>An integer within bounds; elsewhere the status becomes OutOfRange and the result is <paramref name="low"/>.</summary>
    public int Int(int low, int high)
    {
        if (Status != Status.Ok)
        {
            return low;
        }

        Status = MessagePackReader.TryReadInt(Buffer, End, ref At, out int value);
        if (Status == Status.Ok && (value < low || value > high))
        {
            Status = Status.OutOfRange;
        }

        return Status == Status.Ok ? value : low;
    }

    /// <summary>The count of an array of at least <paramref name="least"/> fields.</summary>
    public int Array(int least)
    {
        int count = least;
        if (Status == Status.Ok)
        {
            Status = MessagePackReader.TryReadArrayHeader(Buffer, End, ref At, out count);
        }

        if (Status == Status.Ok && count < least)
        {
            Status = Status.ShapeMismatch;
        }

        return count;
    }

    /// <summary>Whether the next value is nil; then it is read.</summary>
    public bool Nil()
    {
        return Status == Status.Ok && MessagePackReader.TryReadNil(Buffer, End, ref At) == Status.Ok;
    }

    /// <summary>Skips <paramref name="count"/> values of any type.</summary>
    public void Skip(int count)
    {
        for (int i = 0; i < count && Status == Status.Ok; i++)
        {
            Status = MessagePackReader.TrySkip(Buffer, End, ref At);
        }
    }

    public void Fail(Status status)
    {
        if (Status == Status.Ok)
        {
            Status = status;
        }
    }
}
