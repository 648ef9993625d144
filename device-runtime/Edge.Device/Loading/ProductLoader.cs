using Edge.Device.Kernels.Products;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Makes the words of <see cref="ProductLanes"/>: the weights of several outputs for one input in one word, those of all planes added.</summary>
internal sealed class ProductLoader
{
    private const int ChunkBytes = 240;

    private readonly Network network;
    private readonly SectionReader sections;
    private readonly int inputs;
    private readonly int outputs;
    private readonly int lanes;
    private readonly int groups;
    private readonly int highest;
    private readonly int[] range;
    private readonly int[] offsets;
    private readonly ulong[][] columns;

    public ProductLoader(Network network, int[] program, int at, SectionReader sections)
    {
        this.network = network;
        this.sections = sections;
        inputs = ProductShape.Inputs(program, at);
        outputs = program[at + LayerSlot.OutputChannels];
        lanes = ProductShape.Lanes(program, at, network.Planes);
        groups = ProductShape.Groups(outputs, lanes);
        highest = program[at + LayerSlot.InputFormat] == Format.FormatBits ? 1 : (1 << program[at + LayerSlot.InputFormat]) - 1;
        range = new int[outputs];
        offsets = new int[outputs];
        columns = new ulong[ProductShape.Block][];
        for (int j = 0; j < columns.Length; j++)
        {
            columns[j] = new ulong[groups * (ProductShape.Blocks(inputs) + (ProductShape.HasTail(inputs) && j < ProductShape.Tail ? 1 : 0))];
        }
    }

    /// <summary>Loads the weights of a layer and replaces its epilogue where it is a line.</summary>
    public Status Load(int[] program, int layer)
    {
        int at = layer * LayerSlot.Stride;
        int plane = program[at + LayerSlot.FirstPlane];
        int end = plane + (program[at + LayerSlot.Planes] * PlaneSlot.Stride);
        network.Columns[plane / PlaneSlot.Stride] = columns;
        for (; plane < end; plane += PlaneSlot.Stride)
        {
            Status status = network.Planes[plane + PlaneSlot.Encoding] == Format.EncodingBytes ? LoadBytes(plane) : LoadLanes(plane);
            if (status != Status.Ok)
            {
                return status;
            }
        }

        int bits = ProductShape.LaneBits(lanes);
        ulong[] bias = new ulong[groups];
        for (int o = 0; o < outputs; o++)
        {
            bias[o / lanes] += (ulong)offsets[o] << (o % lanes * bits);
        }

        network.LaneBias[layer] = bias;
        network.Offsets[layer] = offsets;
        LineLoader.Load(network, program, layer, range, offsets, wide: true);
        return Status.Ok;
    }

    private Status LoadBytes(int plane)
    {
        byte[] chunk = new byte[ChunkBytes];
        int at = network.Planes[plane + PlaneSlot.Offset];
        int left = outputs * inputs;
        int o = 0;
        int k = 0;
        while (left > 0)
        {
            int count = left < ChunkBytes ? left : ChunkBytes;
            if (sections.ReadBytes(at, chunk, count) != Status.Ok)
            {
                return Status.SourceFailed;
            }

            for (int i = 0; i < count; i++)
            {
                Add(plane, o, k, chunk[i]);
                k++;
                if (k == inputs)
                {
                    k = 0;
                    o++;
                }
            }

            at += count;
            left -= count;
        }

        return Status.Ok;
    }

    private Status LoadLanes(int plane)
    {
        var reader = new LaneReader(sections, network.Planes[plane + PlaneSlot.Encoding], network.Planes[plane + PlaneSlot.Offset], inputs, outputs);
        while (reader.Next())
        {
            for (int i = 0; i < reader.Count; i++)
            {
                Add(plane, reader.Output, reader.Input + i, reader.TakeField());
            }
        }

        return reader.Status;
    }

    private void Add(int plane, int o, int k, int field)
    {
        // The lanes are as wide as honest fields need.
        int[] planes = network.Planes;
        int most = planes[plane + PlaneSlot.Levels] - 1;
        int weight = ((planes[plane + PlaneSlot.Step] * (field > most ? most : field)) - planes[plane + PlaneSlot.Zero]) << planes[plane + PlaneSlot.Shift];
        int part = weight * highest;
        range[o] += part < 0 ? -part : part;
        offsets[o] += part < 0 ? -part : 0;
        int whole = ProductShape.Blocks(inputs) * ProductShape.Block;
        int column = k < whole ? k & (ProductShape.Block - 1) : k - whole;
        int i = ((k < whole ? k : whole) / ProductShape.Block * groups) + (o / lanes);
        columns[column][i] += (ulong)(long)weight << (o % lanes * ProductShape.LaneBits(lanes));
    }
}
