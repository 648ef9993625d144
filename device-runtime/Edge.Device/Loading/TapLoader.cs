using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Makes the weights of <see cref="Kernels.DepthwiseTaps"/>.</summary>
internal static class TapLoader
{
    private const int ChunkBytes = 240;

    /// <summary>Adds the weights of all planes of a layer.</summary>
    public static Status Load(Network network, int[] program, int layer, SectionReader sections)
    {
        int at = layer * LayerSlot.Stride;
        int channels = program[at + LayerSlot.OutputChannels];
        int taps = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
        int[] sums = new int[taps * channels];
        network.TapWeights = network.TapWeights ?? new int[network.Layers()][];
        network.TapWeights[layer] = sums;
        Status status = Status.Ok;
        int plane = program[at + LayerSlot.FirstPlane];
        int end = plane + (program[at + LayerSlot.Planes] * PlaneSlot.Stride);
        for (; plane < end && status == Status.Ok; plane += PlaneSlot.Stride)
        {
            int[] weights = FieldWeights.Make(network.Planes, plane);
            int encoding = network.Planes[plane + PlaneSlot.Encoding];
            int offset = network.Planes[plane + PlaneSlot.Offset];
            status = encoding == Format.EncodingPowers
                ? LoadPowers(sections, offset, weights, sums, channels, taps)
                : encoding == Format.EncodingBytes
                ? LoadBytes(sections, offset, weights, sums)
                : LoadLanes(new LaneReader(sections, encoding, offset, ((channels + 3) >> 2) * taps, 4), weights, sums, channels, taps);
        }

        return status;
    }

    private static Status LoadBytes(SectionReader sections, int offset, int[] weights, int[] sums)
    {
        byte[] chunk = new byte[ChunkBytes];
        for (int first = 0; first < sums.Length; first += ChunkBytes)
        {
            int count = sums.Length - first < ChunkBytes ? sums.Length - first : ChunkBytes;
            Status status = sections.ReadBytes(offset + first, chunk, count);
            if (status != Status.Ok)
            {
                return status;
            }

            for (int i = 0; i < count; i++)
            {
                sums[first + i] += weights[chunk[i]];
            }
        }

        return Status.Ok;
    }

    // A row of half bytes for each tap.
    private static Status LoadPowers(SectionReader sections, int offset, int[] weights, int[] sums, int channels, int taps)
    {
        byte[] row = new byte[(channels + 1) >> 1];
        int to = 0;
        for (int t = 0; t < taps; t++)
        {
            Status status = sections.ReadBytes(offset + (t * row.Length), row, row.Length);
            if (status != Status.Ok)
            {
                return status;
            }

            for (int c = 0; c < channels; c++)
            {
                sums[to++] += weights[(row[c >> 1] >> ((c & 1) << 2)) & 15];
            }
        }

        return Status.Ok;
    }

    // Lane l of position g * taps + t belongs to tap t of channel 4 g + l.
    private static Status LoadLanes(LaneReader reader, int[] weights, int[] sums, int channels, int taps)
    {
        while (reader.Next())
        {
            for (int i = 0; i < reader.Count; i++)
            {
                int weight = weights[reader.TakeField()];
                int position = reader.Input + i;
                int channel = (position / taps * 4) + reader.Output;
                if (channel < channels)
                {
                    sums[(position % taps * channels) + channel] += weight;
                }
            }
        }

        return reader.Status;
    }
}
