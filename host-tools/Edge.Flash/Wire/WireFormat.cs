namespace Edge.Flash.Wire;

/// <summary>Commands of the nanoFramework Wire Protocol (src/CLR/Include/WireProtocol.h and nanoCLR_Debugging.h of nf-interpreter).</summary>
internal enum WireCommand : uint
{
    Ping = 0x00,
    Message = 0x01,
    ReadMemory = 0x02,
    WriteMemory = 0x03,
    CheckMemory = 0x04,
    EraseMemory = 0x05,
    Reboot = 0x07,
    MemoryMap = 0x08,
    FlashSectorMap = 0x0C,
    StorageOperation = 0x11,
    TargetInfo = 0x20,
    ChangeConditions = 0x0002_0001,
    Capabilities = 0x0002_0008,
}

/// <summary>Flags of the header.</summary>
[Flags]
internal enum WireFlags : uint
{
    None = 0,
    NonCritical = 0x0001,
    Reply = 0x0002,
    BadHeader = 0x0004,
    BadPayload = 0x0008,
    NoCaching = 0x2000,
    Nack = 0x4000,
    Ack = 0x8000,
}

/// <summary>Numbers of the protocol.</summary>
internal static class WireFormat
{
    internal const int HeaderBytes = 32;
    internal const int SignatureBytes = 8;
    internal const int LargestPayload = 1024;

    internal const uint SourceClr = 0x10000;
    internal const uint SourceBooter = 0x10001;
    internal const uint SourceHost = 0x10002;

    internal const uint PingCrc = 0x10;
    internal const uint PingPacketMask = 0x700;
    internal const uint PingHasBooter = 0x80000;

    internal const uint UsageMask = 0xF0;
    internal const uint UsageBooter = 0x10;
    internal const uint UsageClr = 0x20;
    internal const uint UsageConfig = 0x30;
    internal const uint UsageFiles = 0x40;
    internal const uint UsageDeploy = 0x50;
    internal const uint ProgramWidthMask = 0x7E00;
    internal const int ProgramWidthShift = 9;

    internal const uint MemoryRam = 1;
    internal const uint MemoryFlash = 2;

    internal const uint ResultOk = 0x01;
    internal const uint ResultDenied = 0x10;
    internal const uint ResultFailed = 0x30;

    internal const uint StorageWrite = 1;
    internal const uint StorageDelete = 2;
    internal const uint StorageAppend = 3;
    internal const uint StorageWriteError = 0x10;

    internal const uint RebootClrOnly = 2;
    internal const uint ConditionProgramRunning = 0x0000_0400;
    internal const uint ConditionDebugger = 0x4000_0000;
    internal const uint ConditionStopped = 0x8000_0000;

    /// <summary>How long the device waits for the rest of a header.</summary>
    internal static readonly TimeSpan DeviceHeaderTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How long the device waits for the rest of a payload.</summary>
    internal static readonly TimeSpan DevicePayloadTimeout = TimeSpan.FromSeconds(5);

    private static readonly int[] PacketSizes = [1024, 1024, 512, 256, 128];

    internal static ReadOnlySpan<byte> PacketSignature => "NFPKTV1\0"u8;

    internal static ReadOnlySpan<byte> DebuggerSignature => "NFDBGV1\0"u8;

    /// <summary>The packet size of a ping answer; null where the number means none.</summary>
    internal static int? PacketSize(uint pingFlags)
    {
        uint code = (pingFlags & PingPacketMask) >> 8;
        return code is >= 1 and <= 4 ? PacketSizes[code] : null;
    }

    /// <summary>The flag bits that announce a packet size.</summary>
    internal static uint PacketFlag(int bytes) => (uint)Array.LastIndexOf(PacketSizes, bytes) << 8;
}
