namespace Edge.Device.Loading;

/// <summary>Where a tensor's numbers stand in the loader's table; needed while loading only.</summary>
internal static class TensorSlot
{
    public const int Height = 0;
    public const int Width = 1;
    public const int Channels = 2;
    public const int Format = 3;
    public const int Offset = 4;

    public const int Stride = 5;
}
