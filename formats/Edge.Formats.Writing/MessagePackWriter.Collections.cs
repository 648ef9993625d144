namespace Edge.Formats.Writing;

public sealed partial class MessagePackWriter
{
    /// <summary>The header alone; <paramref name="count"/> values must follow.</summary>
    public void WriteArrayHeader(int count) => WriteCollection(count, MessagePackCode.MinFixArray, MessagePackCode.Array16);

    /// <summary>The header alone; <paramref name="count"/> pairs of key and value must follow.</summary>
    public void WriteMapHeader(int count) => WriteCollection(count, MessagePackCode.MinFixMap, MessagePackCode.Map16);

    private void WriteCollection(int count, int fix, int code16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        switch (count)
        {
            case <= 15:
                Append(1)[0] = (byte)(fix + count);
                break;
            case <= ushort.MaxValue:
                WriteCode16(code16, count);
                break;
            default:
                WriteCode32(code16 + 1, (uint)count);
                break;
        }
    }
}
