namespace Edge.Device.Loading;

/// <summary>What objects take of the device's managed heap, which is made of blocks of 12 bytes.</summary>
internal static class HeapSize
{
    private const int Block = 12;
    private const int ArrayHeader = 20;

    /// <summary>Elements that are references take a block each.</summary>
    public const int Reference = Block;

    /// <summary>Bytes of an array; elements take 1, 2, 4, 8 or <see cref="Reference"/> bytes.</summary>
    public static long Array(long length, int elementBytes)
    {
        return (ArrayHeader + (length * elementBytes) + Block - 1) / Block * Block;
    }
}
