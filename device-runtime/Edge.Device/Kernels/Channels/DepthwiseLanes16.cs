namespace Edge.Device.Kernels.Channels;

/// <summary>Four channels in 16-bit lanes, for wider activations: nine of them add up to at most 2295. Each channel's output is a line of its sum (<see cref="Epilogues.StepLine"/>).</summary>
internal static class DepthwiseLanes16
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
        byte[] table = network.LineTables[layer];
        ulong[] multipliers = network.LineMultipliers[layer];
        ulong[] addends = network.LineAddends[layer];
        ulong f0 = multipliers[first], f1 = multipliers[first + 1], f2 = multipliers[first + 2], f3 = multipliers[first + 3];
        ulong b0 = addends[first], b1 = addends[first + 1], b2 = addends[first + 2], b3 = addends[first + 3];
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
                ChannelRows.Load(program, at, source, loaded - top, first, 4, r2);
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
                target[to] = table[(int)((((ushort)sums * f0) + b0) >> Epilogues.StepLine.WideIndexShift)];
                target[to + 1] = table[(int)((((ushort)(sums >> 16) * f1) + b1) >> Epilogues.StepLine.WideIndexShift)];
                target[to + 2] = table[(int)((((ushort)(sums >> 32) * f2) + b2) >> Epilogues.StepLine.WideIndexShift)];
                target[to + 3] = table[(int)((((sums >> 48) * f3) + b3) >> Epilogues.StepLine.WideIndexShift)];
                i += right;
            }
        }
    }
}
