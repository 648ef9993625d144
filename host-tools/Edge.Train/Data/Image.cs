namespace Edge.Train.Data;

/// <summary>One image: bytes in height, width, channels order.</summary>
public sealed record Image(int Height, int Width, int Channels, byte[] Pixels);
