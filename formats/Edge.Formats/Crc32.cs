namespace Edge.Formats;

/// <summary>
/// CRC-32 as in IEEE 802.3, zlib and PNG (polynomial 0xEDB88320 reflected). The table has an entry for each half byte: 64 bytes of memory
/// instead of 1024, two look-ups a byte instead of one. For a whole file <see cref="MakeByteTable"/> pays: half the instructions a byte, for as long as it is kept.
/// </summary>
public static class Crc32
{
    private static readonly uint[] Table =
    {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
        0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };

    /// <summary>The checksum of what <paramref name="crc"/> covers followed by these bytes; begin with 0. Chunks of any size give the same result.</summary>
    public static uint Append(uint crc, byte[] buffer, int at, int count)
    {
        uint[] table = Table;
        int end = at + count;
        uint value = ~crc;
        while (at < end)
        {
            value ^= buffer[at];
            value = table[(int)(value & 15)] ^ (value >> 4);
            value = table[(int)(value & 15)] ^ (value >> 4);
            at++;
        }

        return ~value;
    }

    /// <summary>The table of whole bytes: 256 entries for <see cref="AppendBytes"/>.</summary>
    public static uint[] MakeByteTable()
    {
        uint[] table = new uint[256];
        for (int i = 0; i < table.Length; i++)
        {
            uint value = Table[i & 15] ^ ((uint)i >> 4);
            table[i] = Table[(int)(value & 15)] ^ (value >> 4);
        }

        return table;
    }

    /// <summary>The same as <see cref="Append"/> with the table of <see cref="MakeByteTable"/>.</summary>
    public static uint AppendBytes(uint[] table, uint crc, byte[] buffer, int at, int count)
    {
        int end = at + count;
        uint value = ~crc;

        // hot
        for (; at + 4 <= end; at += 4)
        {
            value = table[(byte)(value ^ buffer[at])] ^ (value >> 8);
            value = table[(byte)(value ^ buffer[at + 1])] ^ (value >> 8);
            value = table[(byte)(value ^ buffer[at + 2])] ^ (value >> 8);
            value = table[(byte)(value ^ buffer[at + 3])] ^ (value >> 8);
        }

        for (; at < end; at++)
        {
            value = table[(byte)(value ^ buffer[at])] ^ (value >> 8);
        }

        return ~value;
    }
}
