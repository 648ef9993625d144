namespace Edge.Naive;

/// <summary>
/// One int8 layer as anybody would write it down: what the kernels of Edge.Device are compared with. The loops of this assembly are deliberately the obvious ones;
/// they copy what they need to locals first, as a careful programmer would, and nothing more.
/// </summary>
public sealed class NaiveLayer
{
    public const int Dense = 0;
    public const int Conv2d = 1;
    public const int DepthwiseConv2d = 2;
    public const int MaxPool = 3;
    public const int AveragePool = 4;
    public const int Add = 5;
    public const int Padding = 6;

    /// <summary>One of the numbers above.</summary>
    public int Operator;

    /// <summary>The tensors read; tensor 0 is the network's input, tensor i + 1 what layer i wrote.</summary>
    public int Input;
    public int Input2;

    public int InputHeight;
    public int InputWidth;
    public int InputChannels;
    public int OutputHeight;
    public int OutputWidth;
    public int OutputChannels;

    /// <summary>What lies outside the image adds nothing; other padding values are a layer of their own before it.</summary>
    public int KernelHeight;
    public int KernelWidth;
    public int StrideHeight;
    public int StrideWidth;
    public int PadTop;
    public int PadLeft;
    public int PadValue;

    /// <summary>Factors of <see cref="Add"/>.</summary>
    public int First;
    public int Second;

    /// <summary>[output][kernel y][kernel x][channel]; depthwise: [kernel y][kernel x][channel].</summary>
    public sbyte[] Weights;

    /// <summary>Where the accumulator of an output starts.</summary>
    public int[] Biases;

    /// <summary>y = clamp((acc * Multipliers[c] + Addends[c]) >> Shift, 0, Highest); null for the other ways below.</summary>
    public int[] Multipliers;
    public long[] Addends;
    public int Shift;
    public int Highest;

    /// <summary>y = how many of the channel's <see cref="Steps"/> thresholds acc has reached, through <see cref="Levels"/> where there are any.</summary>
    public int[] Thresholds;
    public int Steps;
    public byte[] Levels;

    /// <summary>y = acc * RawMultipliers[c] + RawAddends[c], kept as integers: the last layer.</summary>
    public int[] RawMultipliers;
    public int[] RawAddends;
}
