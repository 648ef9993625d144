namespace Edge.Device.Kernels.Channels;

/// <summary>The sizes behind <see cref="DepthwiseChannels"/>, in one place for the loader and the kernel.</summary>
internal static class ChannelShape
{
    /// <summary>Kernels of 3 x 3; what a channel adds for each is unrolled.</summary>
    public const int Side = 3;
    public const int Taps = Side * Side;

    /// <summary>Two masks a tap and group.</summary>
    public const int GroupWords = 2 * Taps;

    /// <summary>Channels in a word: eight while nine activations fit a byte, else four; 0 where a layer has fewer.</summary>
    public static int Lanes(int[] program, int at)
    {
        int channels = program[at + LayerSlot.InputChannels];
        int lanes = program[at + LayerSlot.InputFormat] <= 4 && channels >= 8 ? 8 : 4;
        return channels < lanes ? 0 : lanes;
    }

    public static int Groups(int[] program, int at)
    {
        int lanes = Lanes(program, at);
        return (program[at + LayerSlot.InputChannels] + lanes - 1) / lanes;
    }

    /// <summary>The first channel of a group; the last group begins early enough to be whole, so a few channels are computed twice.</summary>
    public static int First(int channels, int lanes, int group)
    {
        return (group + 1) * lanes <= channels ? group * lanes : channels - lanes;
    }

    /// <summary>Words of one input row with its padding, as far as the last output reaches. 64 bits wide: the shape of a forged file may be anything.</summary>
    public static long RowWords(int[] program, int at)
    {
        long last = program[at + LayerSlot.OutputWidth] - 1;
        return (last * program[at + LayerSlot.StrideWidth]) + Side;
    }

    /// <summary>The largest sum of a channel under any weights.</summary>
    public static int HighestSum(int[] program, int at)
    {
        return Taps * ((1 << program[at + LayerSlot.InputFormat]) - 1);
    }
}
