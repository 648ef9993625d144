namespace Edge.Train.Layers;

internal static class Pairs
{
    /// <summary>Height and width as the tensor library wants them.</summary>
    public static long[] ToLongs(this (int Height, int Width) pair) => [pair.Height, pair.Width];
}
