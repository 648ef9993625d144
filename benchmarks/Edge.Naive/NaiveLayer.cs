namespace Edge.Naive;

/// <summary>
/// One int8 layer as anybody would write it down: what the kernels of Edge.Device are compared with. The loops of this assembly are deliberately the obvious ones;
/// they copy what they need to locals first, as a careful programmer would, and nothing more.
/// </summary>
public sealed class NaiveLayer
{
    public int InputHeight;
    public int InputWidth;
    public int InputChannels;
    public int OutputHeight;
    public int OutputWidth;
    public int OutputChannels;

    /// <summary>Square kernel; the same stride and padding on both axes; padding reads as 0.</summary>
    public int Kernel;
    public int Stride;
    public int Pad;

    /// <summary>[output][kernel y][kernel x][channel]; depthwise: [kernel y][kernel x][channel].</summary>
    public sbyte[] Weights;

    /// <summary>y = clamp((acc * Multipliers[c] + Addends[c]) >> Shift, 0, Highest).</summary>
    public int[] Multipliers;
    public long[] Addends;
    public int Shift;
    public int Highest;
}
