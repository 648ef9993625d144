namespace Edge.Flash.Dfuse;

/// <summary>Requests of USB DFU 1.1, section 3.</summary>
internal enum DfuRequest : byte
{
    Detach = 0,
    Download = 1,
    Upload = 2,
    GetStatus = 3,
    ClearStatus = 4,
    GetState = 5,
    Abort = 6,
}

/// <summary>States of USB DFU 1.1, section 6.1.2.</summary>
internal enum DfuState : byte
{
    AppIdle = 0,
    AppDetach = 1,
    Idle = 2,
    DownloadSync = 3,
    DownloadBusy = 4,
    DownloadIdle = 5,
    ManifestSync = 6,
    Manifest = 7,
    ManifestWaitReset = 8,
    UploadIdle = 9,
    Error = 10,
}

/// <summary>Status codes of USB DFU 1.1, section 6.1.2, that a DfuSe device uses.</summary>
internal enum DfuStatus : byte
{
    Ok = 0,
    ErrTarget = 1,
    ErrWrite = 3,
    ErrErase = 4,
    ErrAddress = 8,
    ErrVendor = 11,
    ErrStalledPacket = 15,
}

/// <summary>Numbers of ST's extension (AN3156).</summary>
internal static class DfuseFormat
{
    internal const byte TypeOut = 0x21;
    internal const byte TypeIn = 0xA1;
    internal const byte SetAddress = 0x21;
    internal const byte Erase = 0x41;
    internal const ushort CommandBlock = 0;
    internal const ushort FirstDataBlock = 2;
    internal const int StatusBytes = 6;

    internal const byte StandardIn = 0x80;
    internal const byte StandardOutInterface = 0x01;
    internal const byte GetDescriptor = 6;
    internal const byte SetInterface = 11;
    internal const byte DescriptorConfiguration = 2;
    internal const byte DescriptorString = 3;
    internal const byte DescriptorInterface = 4;
    internal const byte DescriptorDfu = 0x21;
    internal const ushort EnglishUs = 0x0409;
    internal const byte ClassApplication = 0xFE;
    internal const byte SubclassDfu = 1;
}
