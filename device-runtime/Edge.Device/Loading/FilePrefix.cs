using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>The first steps with a file: find where its parts lie, then prove that it arrived whole (FORMAT.md section 2).</summary>
internal static class FilePrefix
{
    private const int FirstPrefixBytes = 512;
    private const int LeastBytesForTable = 1024;

    /// <summary>
    /// Reads a growing prefix until everything before the blob lies in <paramref name="header"/> (its first <paramref name="length"/> bytes) and the blob's place is known.
    /// </summary>
    public static Status Read(ModelSource source, out byte[] header, out int length, out int blobAt, out int blobLength)
    {
        header = null;
        blobAt = 0;
        blobLength = 0;
        length = source.Length < FirstPrefixBytes ? source.Length : FirstPrefixBytes;
        if (length < 0)
        {
            return Status.SourceFailed;
        }

        while (true)
        {
            header = new byte[length];
            if (source.Read(0, header, 0, length) != length)
            {
                return Status.SourceFailed;
            }

            Status status = ModelHeader.TryFindBlob(header, length, source.Length, out blobAt, out blobLength);
            if (status != Status.Truncated || length == source.Length)
            {
                return status;
            }

            length = source.Length / 2 < length ? source.Length : length * 2;
        }
    }

    /// <summary>Compares the checksum stored at <paramref name="end"/> with that of all bytes before it: one pass in small chunks, nothing kept.</summary>
    public static Status VerifyChecksum(ModelSource source, int end)
    {
        byte[] chunk = new byte[FirstPrefixBytes];

        // A kilobyte that is free again before anything is kept; a short file does not pay for it.
        uint[] table = end < LeastBytesForTable ? null : Crc32.MakeByteTable();
        uint crc = 0;
        for (int at = 0; at < end; at += chunk.Length)
        {
            int count = end - at < chunk.Length ? end - at : chunk.Length;
            if (source.Read(at, chunk, 0, count) != count)
            {
                return Status.SourceFailed;
            }

            crc = table == null ? Crc32.Append(crc, chunk, 0, count) : Crc32.AppendBytes(table, crc, chunk, 0, count);
        }

        int length = source.Length - end < chunk.Length ? source.Length - end : chunk.Length;
        if (source.Read(end, chunk, 0, length) != length)
        {
            return Status.SourceFailed;
        }

        int position = 0;
        Status status = MessagePackReader.TryReadUInt(chunk, length, ref position, out uint stored);
        return status != Status.Ok ? status : stored == crc ? Status.Ok : Status.ChecksumMismatch;
    }
}
