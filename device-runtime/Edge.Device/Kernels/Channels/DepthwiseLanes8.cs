namespace Edge.Device.Kernels.Channels;

/// <summary>
/// Eight channels in 8-bit lanes, for activations of at most 4 bits: nine of them add up to at most 135. What follows is a look-up a channel,
/// in a table of all its sums made while loading (<see cref="Loading.OutputTables"/>).
/// </summary>
internal static class DepthwiseLanes8
{
    /// <summary>One group of channels over the whole image.</summary>
    public static void Run(Network network, int[] program, int at, int layer, int group, int first, byte[] source, byte[] target)
    {
        int channels = program[at + LayerSlot.OutputChannels];
        int height = program[at + LayerSlot.OutputHeight];
        int width = program[at + LayerSlot.OutputWidth];
        int down = program[at + LayerSlot.StrideHeight];
        int right = program[at + LayerSlot.StrideWidth];
        int top = program[at + LayerSlot.PadTop];
        int to = program[at + LayerSlot.OutputOffset] + first;
        ulong[] words = network.Words[program[at + LayerSlot.FirstPlane] / PlaneSlot.Stride];
        int word = group * ChannelShape.GroupWords;
        ulong s0 = words[word], s1 = words[word + 1], s2 = words[word + 2];
        ulong s3 = words[word + 3], s4 = words[word + 4], s5 = words[word + 5];
        ulong s6 = words[word + 6], s7 = words[word + 7], s8 = words[word + 8];
        ulong m0 = words[word + 9], m1 = words[word + 10], m2 = words[word + 11];
        ulong m3 = words[word + 12], m4 = words[word + 13], m5 = words[word + 14];
        ulong m6 = words[word + 15], m7 = words[word + 16], m8 = words[word + 17];
        byte[][] tables = network.OutputTables[layer];
        byte[] t0 = tables[first], t1 = tables[first + 1], t2 = tables[first + 2], t3 = tables[first + 3];
        byte[] t4 = tables[first + 4], t5 = tables[first + 5], t6 = tables[first + 6], t7 = tables[first + 7];
        ulong[] r0 = network.Tables[0], r1 = network.Tables[1], r2 = network.Tables[2];
        int loaded = 0;
        for (int y = 0; y < height; y++)
        {
            for (int needed = (y * down) + ChannelShape.Side; loaded < needed; loaded++)
            {
                ulong[] free = r0;
                r0 = r1;
                r1 = r2;
                r2 = free;
                ChannelRows.Load(program, at, source, loaded - top, first, 8, r2);
            }

            int i = 0;
            int end = to + (width * channels);

            // hot
            for (; to < end; to += channels)
            {
                int j = i + 1;
                int k = i + 2;
                ulong sums = ((r0[i] ^ s0) & m0) + ((r0[j] ^ s1) & m1) + ((r0[k] ^ s2) & m2)
                    + ((r1[i] ^ s3) & m3) + ((r1[j] ^ s4) & m4) + ((r1[k] ^ s5) & m5)
                    + ((r2[i] ^ s6) & m6) + ((r2[j] ^ s7) & m7) + ((r2[k] ^ s8) & m8);
                target[to] = t0[(byte)sums];
                target[to + 1] = t1[(byte)(sums >> 8)];
                target[to + 2] = t2[(byte)(sums >> 16)];
                target[to + 3] = t3[(byte)(sums >> 24)];
                target[to + 4] = t4[(byte)(sums >> 32)];
                target[to + 5] = t5[(byte)(sums >> 40)];
                target[to + 6] = t6[(byte)(sums >> 48)];
                target[to + 7] = t7[(int)(sums >> 56)];
                i += right;
            }
        }
    }
}
