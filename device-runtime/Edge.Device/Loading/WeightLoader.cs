using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Allocates and fills what layers keep: planes, epilogue parameters, level tables. Every length is checked against the blob and the memory limit first.</summary>
internal static class WeightLoader
{
    /// <summary>Loads one plane into <paramref name="network"/>; <paramref name="memory"/> is what may still be allocated.</summary>
    public static Status LoadPlane(Network network, int[] program, int at, int plane, SectionReader sections, ref long memory)
    {
        int[] planes = network.Planes;
        int index = plane / PlaneSlot.Stride;
        int encoding = planes[plane + PlaneSlot.Encoding];
        bool depthwise = program[at + LayerSlot.Operator] == Format.OperatorDepthwise;
        bool bits = program[at + LayerSlot.InputFormat] == Format.FormatBits;
        int outputs = program[at + LayerSlot.OutputChannels];
        int pixels = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
        int channels = depthwise ? 1 : program[at + LayerSlot.InputChannels];
        long length = SectionLength.OfPlane(encoding, depthwise, outputs, pixels, channels);
        if (length < 0 || (encoding >= Format.EncodingBitRows && !bits))
        {
            return Status.ShapeMismatch;
        }

        if (encoding <= Format.EncodingBytes && planes[plane + PlaneSlot.Levels] > 1 << encoding)
        {
            return Status.OutOfRange;
        }

        int offset = planes[plane + PlaneSlot.Offset];
        if (!sections.Holds(offset, length))
        {
            return Status.OutOfBounds;
        }

        planes[plane + PlaneSlot.FlushBlocks] = FlushBlocks(program, at, planes, plane);
        int rowWords32 = ((pixels * ((channels + 7) >> 3)) + 3) >> 2;
        int rows = encoding == Format.EncodingMaskedBitRows ? 2 * outputs : outputs;
        memory -= encoding >= Format.EncodingBitRows ? rows * (long)((rowWords32 + 1) >> 1) * 8 : length;
        if (memory < 0)
        {
            return Status.OutOfMemory;
        }

        if (encoding == Format.EncodingBytes)
        {
            network.Bytes[index] = new byte[(int)length];
            return sections.ReadBytes(offset, network.Bytes[index]);
        }

        if (encoding < Format.EncodingBytes)
        {
            network.Words[index] = new ulong[(int)(length / 8)];
            return sections.ReadWords(offset, network.Words[index], 0, network.Words[index].Length);
        }

        network.Words[index] = new ulong[rows * ((rowWords32 + 1) >> 1)];
        return sections.ReadRows(offset, network.Words[index], rows, rowWords32);
    }

    /// <summary>Loads a layer's epilogue parameters and its level table.</summary>
    public static Status LoadEpilogue(Network network, int[] program, int layer, SectionReader sections, ref long memory)
    {
        int at = layer * LayerSlot.Stride;
        int kind = program[at + LayerSlot.Epilogue];
        int count = program[at + LayerSlot.Count];
        int argument = program[at + LayerSlot.Argument];
        int width = program[at + LayerSlot.Width];
        int offset = program[at + LayerSlot.EpilogueOffset];
        if (kind < 0 || count == 0 || width == 0)
        {
            return Status.Ok;
        }

        int length = SectionLength.OfEpilogue(kind, argument, count, width);
        if (!sections.Holds(offset, length))
        {
            return Status.OutOfBounds;
        }

        memory -= 2L * length;
        if (memory < 0)
        {
            return Status.OutOfMemory;
        }

        if (kind == Format.EpilogueRequantize)
        {
            ulong[] words = new ulong[count];
            Status status = sections.ReadWords(offset, words, 0, count);
            long[] addends = new long[count];
            for (int i = 0; i < count; i++)
            {
                addends[i] = (long)words[i];
            }

            network.Addends[layer] = addends;
            network.Parameters[layer] = new int[count];
            return status != Status.Ok ? status : sections.ReadInts(offset + (count * 8), network.Parameters[layer], 4);
        }

        network.Parameters[layer] = new int[kind == Format.EpilogueThreshold ? count * argument : length / 4];
        Status read = sections.ReadInts(offset, network.Parameters[layer], kind == Format.EpilogueThreshold ? width : 4);
        return read != Status.Ok ? read : LoadLevels(network, program, layer, sections);
    }

    private static Status LoadLevels(Network network, int[] program, int layer, SectionReader sections)
    {
        int at = layer * LayerSlot.Stride;
        int offset = program[at + LayerSlot.LevelsOffset];
        if (offset < 0)
        {
            return Status.Ok;
        }

        byte[] levels = new byte[program[at + LayerSlot.Argument] + 1];
        if (!sections.Holds(offset, levels.Length))
        {
            return Status.OutOfBounds;
        }

        Status status = sections.ReadBytes(offset, levels);
        int highest = (1 << program[at + LayerSlot.OutputFormat]) - 1;
        for (int i = 0; i < levels.Length && status == Status.Ok; i++)
        {
            status = levels[i] <= highest ? Status.Ok : Status.OutOfRange;
        }

        network.Levels[layer] = levels;
        return status;
    }

    // A 16-bit lane holds 65535; one product is at most (levels - 1) * highest activation.
    private static int FlushBlocks(int[] program, int at, int[] planes, int plane)
    {
        int encoding = planes[plane + PlaneSlot.Encoding];
        if (encoding >= Format.EncodingBytes)
        {
            return 0;
        }

        int format = program[at + LayerSlot.InputFormat];
        int highest = format == Format.FormatBits ? 1 : (1 << format) - 1;
        return 65535 / ((planes[plane + PlaneSlot.Levels] - 1) * highest) / (16 / encoding);
    }
}
