namespace Edge.Device.Kernels.Channels;

/// <summary>
/// Depthwise 3 x 3 of ternary or binary weights without a multiplication: the lanes of a word are neighbouring channels of one pixel.
/// <code>
/// x              | c7 | c6 | .. | c1 | c0 |         one word a pixel, packed once
/// (x ^ s) &amp; m     weight +1: s = 0, m = all -> x     weight -1: s = all, m = all -> highest - x     weight 0: m = 0 -> 0
/// sum of nine    | y7 | y6 | .. | y1 | y0 |         accumulator + highest x (number of -1), never negative, fits its lane
/// </code>
/// The eighteen masks of a group of channels stay in locals while the group runs over the image.
/// </summary>
internal static class DepthwiseChannels
{
    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target)
    {
        int channels = program[at + LayerSlot.OutputChannels];
        int lanes = ChannelShape.Lanes(program, at);
        int groups = ChannelShape.Groups(program, at);
        int count = (int)ChannelShape.RowWords(program, at);
        ulong padding = ChannelRows.Padding(program, at, lanes);
        for (int row = 0; row < ChannelShape.Side; row++)
        {
            ChannelRows.Fill(network.Tables[row], count, padding);
        }

        for (int group = 0; group < groups; group++)
        {
            int first = ChannelShape.First(channels, lanes, group);
            if (lanes == 8)
            {
                DepthwiseLanes8.Run(network, program, at, layer, group, first, source, target);
            }
            else
            {
                DepthwiseLanes16.Run(network, program, at, layer, group, first, source, target);
            }
        }
    }
}
