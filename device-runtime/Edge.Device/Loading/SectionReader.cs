using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Reads sections of the blob through one small buffer straight into the arrays that keep them.</summary>
internal sealed class SectionReader
{
    /// <summary>A multiple of 8 and 12, so that no element lies across two chunks.</summary>
    private const int ChunkBytes = 240;

    /// <summary>Marks the offset of a coded section, whose bytes are read as they decode: the bit that no offset in a file has.</summary>
    public const int Coded = int.MinValue;

    private readonly ModelSource source;
    private readonly int blobAt;
    private readonly int blobLength;
    private readonly byte[] chunk = new byte[ChunkBytes];
    private SectionDecoder decoder;
    private int decodedAt;

    public SectionReader(ModelSource source, int blobAt, int blobLength)
    {
        this.source = source;
        this.blobAt = blobAt;
        this.blobLength = blobLength;
    }

    /// <summary>Whether a section of so many bytes lies inside the blob, aligned as FORMAT.md section 5 says.</summary>
    public bool Holds(int offset, long length)
    {
        return offset >= 0 && (offset & (Format.BlobAlignment - 1)) == 0 && length <= blobLength - offset;
    }

    /// <summary>Whether the section at a marked offset lies inside the blob and says that it decodes to so many bytes.</summary>
    public Status CheckCoded(int offset, long length)
    {
        offset &= ~Coded;
        decoder = decoder ?? new SectionDecoder(source);
        return Holds(offset, 0) ? decoder.Check(blobAt + offset, blobLength - offset, length) : Status.OutOfBounds;
    }

    /// <summary>Little-endian 64-bit words.</summary>
    public Status ReadWords(int offset, ulong[] words, int first, int count)
    {
        byte[] buffer = chunk;
        int end = first + count;
        while (first < end)
        {
            int words1 = end - first < ChunkBytes / 8 ? end - first : ChunkBytes / 8;
            Status status = ReadBytes(offset, buffer, words1 * 8);
            if (status != Status.Ok)
            {
                return status;
            }

            for (int i = 0; i < words1 * 8; i += 8)
            {
                uint low = (uint)(buffer[i] | (buffer[i + 1] << 8) | (buffer[i + 2] << 16) | (buffer[i + 3] << 24));
                uint high = (uint)(buffer[i + 4] | (buffer[i + 5] << 8) | (buffer[i + 6] << 16) | (buffer[i + 7] << 24));
                words[first++] = low | ((ulong)high << 32);
            }

            offset += words1 * 8;
        }

        return Status.Ok;
    }

    /// <summary>A row of 32-bit words, joined to 64-bit words; an odd row's last word has zeros above.</summary>
    public Status ReadRow(int offset, ulong[] words, int rowWords32)
    {
        int whole = rowWords32 >> 1;
        Status status = ReadWords(offset, words, 0, whole);
        if (status == Status.Ok && (rowWords32 & 1) != 0)
        {
            status = ReadBytes(offset + (8 * whole), chunk, 4);
            words[whole] = (uint)(chunk[0] | (chunk[1] << 8) | (chunk[2] << 16) | (chunk[3] << 24));
        }

        return status;
    }

    /// <summary>Little-endian integers of 2 or 4 bytes, signed.</summary>
    public Status ReadInts(int offset, int[] values, int width)
    {
        byte[] buffer = chunk;
        int perChunk = ChunkBytes / width;
        int first = 0;
        while (first < values.Length)
        {
            int count = values.Length - first < perChunk ? values.Length - first : perChunk;
            Status status = ReadBytes(offset, buffer, count * width);
            if (status != Status.Ok)
            {
                return status;
            }

            for (int i = 0; i < count * width; i += width)
            {
                int low = buffer[i] | (buffer[i + 1] << 8);
                values[first++] = width == 2 ? (short)low : low | (buffer[i + 2] << 16) | (buffer[i + 3] << 24);
            }

            offset += count * width;
        }

        return Status.Ok;
    }

    /// <summary>Bytes as they are, or as they decode. A coded section is read from its beginning to its end; to begin anew is allowed.</summary>
    public Status ReadBytes(int offset, byte[] bytes, int count)
    {
        if (offset >= 0)
        {
            return source.Read(blobAt + offset, bytes, 0, count) == count ? Status.Ok : Status.SourceFailed;
        }

        if (decoder.Left == 0 || offset != decodedAt)
        {
            Status status = decoder.Start(blobAt + (offset & ~Coded));
            if (status != Status.Ok)
            {
                return status;
            }
        }

        decodedAt = offset + count;
        return decoder.Read(bytes, count);
    }
}
