using System.Buffers.Binary;
using static Edge.Formats.Writing.Checks;

namespace Edge.Formats.Writing;

/// <summary>Hands out sections in the order FORMAT.md section 5 prescribes, so that none is read twice and nothing lies between them.</summary>
internal sealed class BlobReader(byte[] file, int at, int length)
{
    private int _next;

    /// <summary>The section of <paramref name="count"/> bytes that a layer says begins at <paramref name="offset"/>.</summary>
    public ReadOnlySpan<byte> Take(int offset, long count, string field)
    {
        int aligned = (_next + Format.BlobAlignment - 1) & -Format.BlobAlignment;
        Require(offset == aligned, Status.OutOfBounds, $"{field}.offset", $"{aligned}, behind the section before", offset);
        Require(count <= length - (long)offset, Status.OutOfBounds, $"{field}.offset", $"{count} bytes inside the blob of {length}", offset);
        CheckGap(aligned, field);
        _next = offset + (int)count;
        return file.AsSpan(at + offset, (int)count);
    }

    /// <summary>The coded section at <paramref name="offset"/>: its first field says how long it is.</summary>
    public ReadOnlySpan<byte> TakeCoded(int offset, string field)
    {
        Require(offset >= 0 && offset <= length - Format.CodedHeaderBytes, Status.OutOfBounds, $"{field}.offset", $"{Format.CodedHeaderBytes} bytes inside the blob of {length}", offset);
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + offset));
        Require(stored >= Format.CodedHeaderBytes, Status.OutOfRange, $"{field}.stored", $"{Format.CodedHeaderBytes} bytes or more", stored);
        return Take(offset, stored, field);
    }

    public void CheckEnd() => Require(_next == length, Status.OutOfBounds, "blob", $"{_next} bytes, the end of the last section", length);

    private void CheckGap(int to, string field)
    {
        for (int i = _next; i < to; i++)
        {
            Require(file[at + i] == 0, Status.OutOfRange, field, "zero bytes before the section", file[at + i]);
        }
    }
}
