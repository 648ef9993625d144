namespace Edge.Formats.Writing;

/// <summary>Collects sections (FORMAT.md section 5): each begins at a multiple of 8, in the order they are added.</summary>
internal sealed class BlobBuilder
{
    private readonly MemoryStream _bytes = new();

    /// <summary>Adds a section and returns its offset in the blob.</summary>
    public int Add(ReadOnlySpan<byte> section)
    {
        while (_bytes.Length % Format.BlobAlignment != 0)
        {
            _bytes.WriteByte(0);
        }

        int offset = (int)_bytes.Length;
        _bytes.Write(section);
        return offset;
    }

    public ReadOnlySpan<byte> Bytes => _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);
}
