namespace Edge.Flash.EspRom;

/// <summary>Commands of the ROM loader (Espressif, Serial Protocol).</summary>
internal enum EspCommand : byte
{
    FlashBegin = 0x02,
    FlashData = 0x03,
    FlashEnd = 0x04,
    MemoryBegin = 0x05,
    MemoryEnd = 0x06,
    MemoryData = 0x07,
    Sync = 0x08,
    WriteRegister = 0x09,
    ReadRegister = 0x0A,
    SpiSetParameters = 0x0B,
    SpiAttach = 0x0D,
    ReadFlashSlow = 0x0E,
    ChangeBaud = 0x0F,
    FlashMd5 = 0x13,
    SecurityInfo = 0x14,
}

/// <summary>Numbers of the protocol.</summary>
internal static class EspFormat
{
    internal const int HeaderBytes = 8;
    internal const int StatusBytes = 4;
    internal const int FlashBlockBytes = 0x400;
    internal const int ReadBytes = 64;
    internal const int SecurityInfoBytes = 20;
    internal const int SecurityInfoWithoutChipBytes = 12;
    internal const uint ChipWithoutNumber = 2;
    internal const uint MagicAddress = 0x40001000;
    internal const uint SecureDownload = 1 << 2;
    internal const byte ErrorUnsupported = 0x05;
    internal const byte ErrorFailed = 0x06;
    internal const byte ErrorChecksum = 0x07;
    internal const byte ChecksumSeed = 0xEF;

    internal static byte[] SyncData => [0x07, 0x07, 0x12, 0x20, .. Enumerable.Repeat((byte)0x55, 32)];

    /// <summary>The exclusive or of the data of a transfer, which the header of the *_DATA commands carries.</summary>
    internal static byte Checksum(ReadOnlySpan<byte> data)
    {
        byte sum = ChecksumSeed;
        foreach (byte value in data)
        {
            sum ^= value;
        }

        return sum;
    }

    /// <summary>The chip's name; the number is a chip id or, for the oldest, the magic word.</summary>
    internal static string ChipName(uint number) => number switch
    {
        0x00F01D83 or 0 => "ESP32",
        0x000007C6 or 2 => "ESP32-S2",
        5 => "ESP32-C3",
        9 => "ESP32-S3",
        12 => "ESP32-C2",
        13 => "ESP32-C6",
        16 => "ESP32-H2",
        18 => "ESP32-P4",
        20 => "ESP32-C61",
        23 => "ESP32-C5",
        0xFFF0C101 => "ESP8266",
        _ => $"ESP chip 0x{number:X}",
    };
}
