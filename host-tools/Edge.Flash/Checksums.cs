namespace Edge.Flash;

/// <summary>The two CRC-32s at work here. Both use the polynomial 0x04C11DB7.</summary>
public static class Checksums
{
    private static readonly uint[] Forward = ForwardTable();
    private static readonly uint[] Reflected = ReflectedTable();

    /// <summary>CRC-32 of zip and Ethernet: reflected, all ones at the start and inverted at the end. Check value of "123456789": 0xCBF43926.</summary>
    public static uint Crc32(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc = Reflected[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>
    /// The CRC of the Wire Protocol and of its CheckMemory: most significant bit first, zero at the start, nothing at the end.
    /// Check value of "123456789": 0x89A1897F.
    /// </summary>
    /// <param name="data">The bytes.</param>
    /// <param name="crc">The value of the bytes before, zero for none.</param>
    public static uint WireCrc(ReadOnlySpan<byte> data, uint crc = 0)
    {
        foreach (byte value in data)
        {
            crc = Forward[(crc >> 24) ^ value] ^ (crc << 8);
        }

        return crc;
    }

    private static uint[] ForwardTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i << 24;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 0x80000000) != 0 ? (value << 1) ^ 0x04C11DB7 : value << 1;
            }

            table[i] = value;
        }

        return table;
    }

    private static uint[] ReflectedTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
