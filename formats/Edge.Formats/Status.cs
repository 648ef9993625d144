namespace Edge.Formats;

/// <summary>What opening or running a model came to. Devices return it where a PC program would throw.</summary>
public enum Status
{
    Ok = 0,

    /// <summary>The file ends before the value that was to be read.</summary>
    Truncated = 1,

    /// <summary>A value has another MessagePack type than FORMAT.md says.</summary>
    WrongType = 2,

    /// <summary>The file does not start with the magic of FORMAT.md section 2.</summary>
    NotAnEdgeFile = 3,

    /// <summary>The file's version is higher than this reader knows.</summary>
    VersionTooNew = 4,

    /// <summary>The checksum of the file is not the one stored in it.</summary>
    ChecksumMismatch = 5,

    /// <summary>A number is outside the limits of FORMAT.md section 7.</summary>
    OutOfRange = 6,

    /// <summary>Shapes, counts or formats of a layer contradict each other.</summary>
    ShapeMismatch = 7,

    /// <summary>A section lies outside the blob, or a tensor outside the arena.</summary>
    OutOfBounds = 8,

    /// <summary>The file is valid, but this runtime has no kernel for it.</summary>
    Unsupported = 9,

    /// <summary>The managed heap has no room for the model.</summary>
    OutOfMemory = 10,

    /// <summary>The source returned fewer bytes than it promised.</summary>
    SourceFailed = 11,

    /// <summary>The input array has the wrong length.</summary>
    InputLengthMismatch = 12,

    /// <summary>An input value is outside the range of the input's format.</summary>
    InputOutOfRange = 13,

    /// <summary>The output array is too short.</summary>
    OutputTooShort = 14,

    /// <summary>The self-test computed other bytes than the packer did.</summary>
    SelfTestFailed = 15,

    /// <summary>An argument is null or out of its range.</summary>
    BadArgument = 16,
}
