namespace Edge.Flash.Stm32;

/// <summary>Commands of the STM32 system bootloader on a USART (ST, AN3155, section 3).</summary>
internal enum Stm32Command : byte
{
    Get = 0x00,
    GetVersion = 0x01,
    GetId = 0x02,
    ReadMemory = 0x11,
    Go = 0x21,
    WriteMemory = 0x31,
    Erase = 0x43,
    ExtendedErase = 0x44,
    WriteProtect = 0x63,
    WriteUnprotect = 0x73,
    ReadoutProtect = 0x82,
    ReadoutUnprotect = 0x92,
}

/// <summary>Numbers of the protocol.</summary>
internal static class Stm32Format
{
    internal const byte Synchronize = 0x7F;
    internal const byte Ack = 0x79;
    internal const byte Nack = 0x1F;
    internal const int LargestTransfer = 256;

    /// <summary>The checksum of a data block: the exclusive or of its bytes.</summary>
    internal static byte Xor(ReadOnlySpan<byte> data)
    {
        byte sum = 0;
        foreach (byte value in data)
        {
            sum ^= value;
        }

        return sum;
    }

    /// <summary>Four address bytes, the highest first, and their checksum.</summary>
    internal static byte[] Address(uint address)
    {
        byte[] bytes = [(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address, 0];
        bytes[4] = Xor(bytes.AsSpan(0, 4));
        return bytes;
    }
}
