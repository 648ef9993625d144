namespace Edge.Formats;

/// <summary>
/// The top of a file (FORMAT.md section 2). A device reads a growing prefix of the file and asks <see cref="TryFindBlob"/> until the answer is no longer
/// <see cref="Status.Truncated"/>; then fields 0 .. 9 lie in the prefix and the blob's place in the file is known, without a byte of it read.
/// </summary>
public static class ModelHeader
{
    /// <summary>
    /// Checks magic and version and leaves <paramref name="at"/> at field 2. <paramref name="fields"/> is the number of fields of the file's array.
    /// Codes: Ok, Truncated, NotAnEdgeFile, VersionTooNew, WrongType, OutOfRange (a version below 1), ShapeMismatch (too few fields).
    /// </summary>
    public static Status TryReadStart(byte[] prefix, int end, out int at, out int fields)
    {
        at = 0;
        fields = 0;
        if (end < 1)
        {
            return Status.Truncated;
        }

        // One byte is enough to tell a foreign file: the shortest form of an array header of 12 .. 15, or its longer forms.
        int code = prefix[0];
        if ((code & 0xf0) != MessagePackCode.MinFixArray && (code & 0xfe) != MessagePackCode.Array16)
        {
            return Status.NotAnEdgeFile;
        }

        Status status = MessagePackReader.TryReadArrayHeader(prefix, end, ref at, out fields);
        if (status != Status.Ok)
        {
            return status;
        }

        status = MessagePackReader.TryReadStringHeader(prefix, end, ref at, out int length);
        if (status != Status.Ok)
        {
            return status == Status.Truncated ? status : Status.NotAnEdgeFile;
        }

        if (!MessagePackReader.IsText(prefix, at, length, Format.Magic))
        {
            return Status.NotAnEdgeFile;
        }

        at += length;
        status = MessagePackReader.TryReadInt(prefix, end, ref at, out int version);
        if (status != Status.Ok)
        {
            return status;
        }

        if (version != Format.Version)
        {
            return version > Format.Version ? Status.VersionTooNew : Status.OutOfRange;
        }

        return fields < Format.TopLevelFields ? Status.ShapeMismatch : Status.Ok;
    }

    /// <summary>
    /// Finds the blob of a file of <paramref name="fileLength"/> bytes from its first <paramref name="end"/> bytes: <paramref name="blobAt"/> is the position
    /// of the blob's first byte in the file; <paramref name="blobAt"/> + <paramref name="blobLength"/> is that of the checksum (field 11).
    /// Codes: those of <see cref="TryReadStart"/>, and OutOfBounds (the blob or the checksum ends behind the file, or the blob is not aligned).
    /// </summary>
    public static Status TryFindBlob(byte[] prefix, int end, int fileLength, out int blobAt, out int blobLength)
    {
        blobAt = 0;
        blobLength = 0;
        Status status = TryReadStart(prefix, end, out int at, out int fields);
        for (int field = 2; field < Format.FieldBlob && status == Status.Ok; field++)
        {
            status = MessagePackReader.TrySkip(prefix, end, ref at);
        }

        if (status != Status.Ok)
        {
            return status;
        }

        if (at + Format.BlobHeaderBytes > end)
        {
            return Status.Truncated;
        }

        if (prefix[at] != MessagePackCode.Binary32)
        {
            return Status.WrongType;
        }

        int length = (prefix[at + 1] << 24) | (prefix[at + 2] << 16) | (prefix[at + 3] << 8) | prefix[at + 4];
        at += Format.BlobHeaderBytes;
        if ((at & (Format.BlobAlignment - 1)) != 0 || length < 0 || length > fileLength - at - Format.ChecksumBytes)
        {
            return Status.OutOfBounds;
        }

        blobAt = at;
        blobLength = length;
        return Status.Ok;
    }
}
