using Edge.Device.Epilogues;
using Edge.Device.Kernels;
using Edge.Device.Kernels.Channels;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Makes the masks of <see cref="DepthwiseChannels"/>: for each group of channels nine words s, then nine words m, a lane a channel.</summary>
internal static class DepthwiseLoader
{
    /// <summary>Loads the weights and replaces the epilogue; where that is impossible, the layer becomes one of <see cref="DepthwiseTaps"/>.</summary>
    public static Status Load(Network network, int[] program, int layer, int plane, SectionReader sections)
    {
        int at = layer * LayerSlot.Stride;
        int channels = program[at + LayerSlot.OutputChannels];
        int highest = (1 << program[at + LayerSlot.InputFormat]) - 1;
        int lanes = ChannelShape.Lanes(program, at);
        var reader = new TernaryReader(sections, network.Planes[plane + PlaneSlot.Encoding], network.Planes[plane + PlaneSlot.Offset], ((channels + 3) >> 2) * ChannelShape.Taps, 4);
        int[] range = new int[channels];
        int[] offsets = new int[channels];
        ulong[] words = new ulong[ChannelShape.Groups(program, at) * ChannelShape.GroupWords];
        while (reader.Next())
        {
            for (int i = 0; i < reader.Count; i++)
            {
                int weight = reader.Take() - 1;
                int channel = ((reader.Input + i) / ChannelShape.Taps * 4) + reader.Output;
                if (weight != 0 && channel < channels)
                {
                    range[channel] += highest;
                    offsets[channel] += weight < 0 ? highest : 0;
                    Set(words, channels, lanes, channel, (reader.Input + i) % ChannelShape.Taps, weight < 0 ? (ulong)highest : 0, (ulong)highest);
                }
            }
        }

        if (reader.Status != Status.Ok)
        {
            return reader.Status;
        }

        network.Words = network.Words ?? new ulong[network.PlaneCount()][];
        network.Words[plane / PlaneSlot.Stride] = words;
        if (lanes == 8)
        {
            network.OutputTables = network.OutputTables ?? new byte[network.Layers()][][];
            network.OutputTables[layer] = OutputTables.Make(network, program, layer, range, offsets);
            LineLoader.DropEpilogue(network, layer);
            return Status.Ok;
        }

        LineLoader.Load(network, program, layer, range, offsets, StepLine.Whole, StepLine.None);
        if (network.LineTables[layer] != null)
        {
            return Status.Ok;
        }

        // No more bytes than the masks.
        network.Words[plane / PlaneSlot.Stride] = null;
        program[at + LayerSlot.Variant] = Variant.DepthwiseTaps;
        network.WeightBytes += DepthwiseTaps.WeightBytes(program, at) - (8L * words.Length);
        return TapLoader.Load(network, program, layer, sections);
    }

    // A channel of the last group may belong to the one before as well.
    private static void Set(ulong[] words, int channels, int lanes, int channel, int tap, ulong sign, ulong mask)
    {
        int last = (channels - 1) / lanes;
        for (int group = channel / lanes; group <= last; group++)
        {
            int lane = channel - ChannelShape.First(channels, lanes, group);
            if (lane >= 0 && lane < lanes)
            {
                int shift = lane * (64 / lanes);
                int word = (group * ChannelShape.GroupWords) + tap;
                words[word] |= sign << shift;
                words[word + ChannelShape.Taps] |= mask << shift;
            }
        }
    }
}
