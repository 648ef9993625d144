using Edge.Device.Kernels;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Allocates and fills what layers keep: planes, epilogue parameters, level tables. Every length is checked against the blob and the memory limit first.</summary>
internal static class WeightLoader
{
    /// <summary>Checks one plane against its layer and the blob; afterwards its lengths are those of <see cref="PlaneBytes"/>.</summary>
    public static Status CheckPlane(Network network, int[] program, int at, int plane, SectionReader sections)
    {
        int[] planes = network.Planes;
        int encoding = planes[plane + PlaneSlot.Encoding];
        long length = FileBytes(program, at, encoding);
        if (length < 0 || (PlaneSlot.IsBits(encoding) && program[at + LayerSlot.InputFormat] != Format.FormatBits))
        {
            return Status.ShapeMismatch;
        }

        if (encoding <= Format.EncodingBytes && planes[plane + PlaneSlot.Levels] > 1 << encoding)
        {
            return Status.OutOfRange;
        }

        if (encoding == Format.EncodingPowers && !ArePowers(planes, plane))
        {
            return Status.OutOfRange;
        }

        planes[plane + PlaneSlot.FlushBlocks] = FlushBlocks(program, at, planes, plane);
        int offset = planes[plane + PlaneSlot.Offset];
        return offset < 0 ? sections.CheckCoded(offset, length)
            : sections.Holds(offset, length) ? Status.Ok : Status.OutOfBounds;
    }

    /// <summary>Bytes a checked plane takes in memory in the file's layout: as in the file, but for bit rows, which become whole 64-bit words.</summary>
    public static long PlaneBytes(int[] program, int at, int[] planes, int plane)
    {
        int encoding = planes[plane + PlaneSlot.Encoding];
        return PlaneSlot.IsBits(encoding) ? BitColumns(program, at, encoding) * (8L * program[at + LayerSlot.OutputChannels]) : FileBytes(program, at, encoding);
    }

    /// <summary>What bit rows take beside their words: an accumulator an output, and a header and a reference a column.</summary>
    public static long PlaneTableBytes(int[] program, int at, int[] planes, int plane)
    {
        int encoding = planes[plane + PlaneSlot.Encoding];
        return !PlaneSlot.IsBits(encoding) ? 0 : (4L * program[at + LayerSlot.OutputChannels]) + (32L * BitColumns(program, at, encoding));
    }

    /// <summary>Loads one checked plane in the file's layout.</summary>
    public static Status LoadPlane(Network network, int[] program, int layer, int plane, SectionReader sections)
    {
        int at = layer * LayerSlot.Stride;
        int index = plane / PlaneSlot.Stride;
        int encoding = network.Planes[plane + PlaneSlot.Encoding];
        int offset = network.Planes[plane + PlaneSlot.Offset];
        long length = PlaneBytes(program, at, network.Planes, plane);
        if (encoding == Format.EncodingBytes || encoding == Format.EncodingPowers)
        {
            bool powers = encoding == Format.EncodingPowers;
            network.PowerTables = powers ? network.PowerTables ?? DensePowers.MakeTables(network.Accumulators.Length) : network.PowerTables;
            network.Bytes = network.Bytes ?? new byte[network.PlaneCount()][];
            network.Bytes[index] = new byte[(int)length + (powers ? DensePowers.Slack : 0)];
            return sections.ReadBytes(offset, network.Bytes[index], (int)length);
        }

        if (encoding < Format.EncodingBytes)
        {
            network.Words = network.Words ?? new ulong[network.PlaneCount()][];
            network.Words[index] = new ulong[(int)(length / 8)];
            return sections.ReadWords(offset, network.Words[index], 0, network.Words[index].Length);
        }

        int outputs = program[at + LayerSlot.OutputChannels];
        ulong[][] columns = new ulong[BitColumns(program, at, encoding)][];
        for (int k = 0; k < columns.Length; k++)
        {
            columns[k] = new ulong[outputs];
        }

        int inputs = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth] * program[at + LayerSlot.InputChannels];
        network.Columns = network.Columns ?? new ulong[network.PlaneCount()][][];
        network.Columns[index] = columns;
        network.Bases = network.Bases ?? new int[network.Layers()][];
        network.Bases[layer] = network.Bases[layer] ?? new int[outputs];
        return BitRowLoader.Load(sections, network.Planes, plane, RowWords32(program, at), inputs, columns, network.Bases[layer]);
    }

    /// <summary>All planes of a layer in the file's layouts.</summary>
    public static Status LoadPlanes(Network network, int[] program, int layer, SectionReader sections)
    {
        int at = layer * LayerSlot.Stride;
        int plane = program[at + LayerSlot.FirstPlane];
        int end = plane + (program[at + LayerSlot.Planes] * PlaneSlot.Stride);
        Status status = Status.Ok;
        for (; plane < end && status == Status.Ok; plane += PlaneSlot.Stride)
        {
            status = LoadPlane(network, program, layer, plane, sections);
        }

        return status;
    }

    /// <summary>Words of one output's row: twice as many where it has a mask.</summary>
    private static int BitColumns(int[] program, int at, int encoding)
    {
        int words = (RowWords32(program, at) + 1) >> 1;
        return encoding == Format.EncodingMaskedBitRows ? 2 * words : words;
    }

    private static long FileBytes(int[] program, int at, int encoding)
    {
        bool depthwise = program[at + LayerSlot.Operator] == Format.OperatorDepthwise;
        int pixels = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
        return SectionLength.OfPlane(encoding, depthwise, program[at + LayerSlot.OutputChannels], pixels, depthwise ? 1 : program[at + LayerSlot.InputChannels]);
    }

    private static int RowWords32(int[] program, int at)
    {
        int pixels = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
        return ((pixels * ((program[at + LayerSlot.InputChannels] + 7) >> 3)) + 3) >> 2;
    }

    /// <summary>Bytes an epilogue's parameters and levels take in memory.</summary>
    public static long EpilogueBytes(int[] program, int at)
    {
        int kind = program[at + LayerSlot.Epilogue];
        int argument = program[at + LayerSlot.Argument];
        int count = program[at + LayerSlot.Count];
        int width = program[at + LayerSlot.Width];
        return kind < 0 || count == 0 || width == 0 ? 0 : 2L * SectionLength.OfEpilogue(kind, argument, count, width);
    }

    /// <summary>Loads a layer's epilogue parameters and its level table.</summary>
    public static Status LoadEpilogue(Network network, int[] program, int layer, SectionReader sections)
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

        if (kind == Format.EpilogueRequantize)
        {
            ulong[] words = new ulong[count];
            Status status = sections.ReadWords(offset, words, 0, count);
            long[] addends = new long[count];
            for (int i = 0; i < count; i++)
            {
                addends[i] = (long)words[i];
            }

            network.Addends = network.Addends ?? new long[network.Layers()][];
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

        Status status = sections.ReadBytes(offset, levels, levels.Length);
        int highest = (1 << program[at + LayerSlot.OutputFormat]) - 1;
        for (int i = 0; i < levels.Length && status == Status.Ok; i++)
        {
            status = levels[i] <= highest ? Status.Ok : Status.OutOfRange;
        }

        network.Levels = network.Levels ?? new byte[network.Layers()][];
        network.Levels[layer] = levels;
        return status;
    }

    // Kernels count on it: weights have no zero to subtract, and as many positive as negative values.
    private static bool ArePowers(int[] planes, int plane)
    {
        int levels = planes[plane + PlaneSlot.Levels];
        return planes[plane + PlaneSlot.Step] == 1 && planes[plane + PlaneSlot.Zero] == 0 && (levels & 1) == 1 && levels <= (2 * Format.MaxPowers) + 1;
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
