namespace Edge.Device.Kernels.Channels;

/// <summary>Turns an input row into words over neighbouring channels: one word a pixel. What lies beside the image keeps the padding it was filled with.</summary>
internal static class ChannelRows
{
    /// <summary>Fills <paramref name="words"/> with padding.</summary>
    public static void Fill(ulong[] words, int count, ulong value)
    {
        for (int i = 0; i < count; i++)
        {
            words[i] = value;
        }
    }

    /// <summary>The padding of all lanes.</summary>
    public static ulong Padding(int[] program, int at, int lanes)
    {
        return (ulong)program[at + LayerSlot.PadValue] * (lanes == 8 ? 0x0101010101010101UL : 0x0001000100010001UL);
    }

    /// <summary>words[padding + x] = channels <paramref name="first"/> .. + <paramref name="lanes"/> - 1 of pixel x of row <paramref name="row"/>, which may lie in the padding.</summary>
    public static void Load(int[] program, int at, byte[] source, int row, int first, int lanes, ulong[] words)
    {
        int count = (int)ChannelShape.RowWords(program, at);
        if (row < 0 || row >= program[at + LayerSlot.InputHeight])
        {
            Fill(words, count, Padding(program, at, lanes));
            return;
        }

        int width = program[at + LayerSlot.InputWidth];
        int channels = program[at + LayerSlot.InputChannels];
        int to = program[at + LayerSlot.PadLeft];
        int end = to + width < count ? to + width : count;
        int from = program[at + LayerSlot.InputOffset] + (row * width * channels) + first;
        if (lanes == 8)
        {
            // hot
            for (; to < end; to++)
            {
                words[to] = (uint)(source[from] | (source[from + 1] << 8) | (source[from + 2] << 16) | (source[from + 3] << 24))
                    | ((ulong)(uint)(source[from + 4] | (source[from + 5] << 8) | (source[from + 6] << 16) | (source[from + 7] << 24)) << 32);
                from += channels;
            }

            return;
        }

        for (; to < end; to++)
        {
            words[to] = (uint)(source[from] | (source[from + 1] << 16)) | ((ulong)(uint)(source[from + 2] | (source[from + 3] << 16)) << 32);
            from += channels;
        }
    }
}
