using Edge.Device.Epilogues;
using Edge.Device.Kernels;
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
    private readonly int highest;

    // Rows: a column a tap. Otherwise columns by input modulo 16.
    private readonly bool rows;
    private readonly int groups;
    private readonly int[] range;
    private readonly int[] offsets;
    private readonly ulong[][] columns;

    private ProductLoader(Network network, int[] program, int at, SectionReader sections)
    {
        this.network = network;
        this.sections = sections;
        rows = program[at + LayerSlot.Variant] == Variant.ProductRows;
        inputs = ProductShape.Inputs(program, at);
        outputs = program[at + LayerSlot.OutputChannels];
        lanes = ProductShape.Lanes(program, at, network.Planes);
        groups = ProductShape.Groups(outputs, lanes);
        highest = program[at + LayerSlot.InputFormat] == Format.FormatBits ? 1 : (1 << program[at + LayerSlot.InputFormat]) - 1;
        range = new int[outputs];
        offsets = new int[outputs];
        columns = new ulong[rows ? ProductRows.Taps(inputs) : ProductShape.Block][];
        for (int j = 0; j < columns.Length; j++)
        {
            columns[j] = new ulong[rows ? groups : groups * (ProductShape.Blocks(inputs) + (ProductShape.HasTail(inputs) && j < ProductShape.Tail ? 1 : 0))];
        }
    }

    /// <summary>Loads the weights of a layer and replaces its epilogue where it is a line; <see cref="ProductRows"/> without one becomes <see cref="ProductLanes"/>.</summary>
    public static Status Load(Network network, int[] program, int layer, SectionReader sections)
    {
        int at = layer * LayerSlot.Stride;
        Status status = new ProductLoader(network, program, at, sections).LoadAs(program, layer);
        if (status != Status.Ok || program[at + LayerSlot.Variant] == Variant.ProductLanes || network.LineTables[layer] != null)
        {
            return status;
        }

        network.WeightBytes -= DerivedSize.Weights(network, program, at, Variant.ProductRows);
        program[at + LayerSlot.Variant] = Variant.ProductLanes;
        network.WeightBytes += DerivedSize.Weights(network, program, at, Variant.ProductLanes);
        return new ProductLoader(network, program, at, sections).LoadAs(program, layer);
    }

    private Status LoadAs(int[] program, int layer)
    {
        int at = layer * LayerSlot.Stride;
        int plane = program[at + LayerSlot.FirstPlane];
        int end = plane + (program[at + LayerSlot.Planes] * PlaneSlot.Stride);
        network.Columns = network.Columns ?? new ulong[network.PlaneCount()][][];
        network.Columns[plane / PlaneSlot.Stride] = columns;
        for (; plane < end; plane += PlaneSlot.Stride)
        {
            int[] weights = FieldWeights.Make(network.Planes, plane);
            Status status = network.Planes[plane + PlaneSlot.Encoding] >= Format.EncodingBytes ? LoadBytes(plane, weights) : LoadLanes(plane, weights);
            if (status != Status.Ok)
            {
                return status;
            }
        }

        ulong[] bias = new ulong[groups];
        for (int o = 0; o < outputs; o++)
        {
            Put(bias, 0, o, (ulong)offsets[o]);
        }

        network.LaneBias = network.LaneBias ?? new ulong[network.Layers()][];
        network.LaneBias[layer] = bias;
        LineLoader.Load(network, program, layer, range, offsets, StepLine.Whole, StepLine.None);
        LineLoader.KeepOffsets(network, layer, offsets);
        return Status.Ok;
    }

    // A byte a weight, or half a byte.
    private Status LoadBytes(int plane, int[] weights)
    {
        byte[] chunk = new byte[ChunkBytes];
        int at = network.Planes[plane + PlaneSlot.Offset];
        bool halves = network.Planes[plane + PlaneSlot.Encoding] == Format.EncodingPowers;
        int left = outputs * (halves ? (inputs + 1) >> 1 : inputs);
        int o = 0;
        int k = 0;
        while (left > 0)
        {
            int count = left < ChunkBytes ? left : ChunkBytes;
            Status status = sections.ReadBytes(at, chunk, count);
            if (status != Status.Ok)
            {
                return status;
            }

            for (int i = 0; i < count; i++)
            {
                Add(o, k, weights[halves ? chunk[i] & 15 : chunk[i]]);
                k++;
                if (halves && k < inputs)
                {
                    Add(o, k, weights[chunk[i] >> 4]);
                    k++;
                }

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

    private Status LoadLanes(int plane, int[] weights)
    {
        var reader = new LaneReader(sections, network.Planes[plane + PlaneSlot.Encoding], network.Planes[plane + PlaneSlot.Offset], inputs, outputs);
        while (reader.Next())
        {
            for (int i = 0; i < reader.Count; i++)
            {
                Add(reader.Output, reader.Input + i, weights[reader.TakeField()]);
            }
        }

        return reader.Status;
    }

    private void Add(int o, int k, int weight)
    {
        int part = weight * highest;
        if (part < 0)
        {
            part = -part;
            offsets[o] += part;
        }

        range[o] += part;
        int whole = inputs - (inputs % ProductShape.Block);
        if (rows)
        {
            Put(columns[k], 0, o, (ulong)(long)weight);
        }
        else if (k < whole || !ProductShape.HasTail(inputs))
        {
            Put(columns[k & (ProductShape.Block - 1)], k / ProductShape.Block * groups, o, (ulong)(long)weight);
        }
        else
        {
            Put(columns[k - whole], whole / ProductShape.Block * groups, o, (ulong)(long)weight);
        }
    }

    // In the words of one input, which begin at first. In rows the last group may share outputs with the one before.
    private void Put(ulong[] words, int first, int o, ulong value)
    {
        int group = o / lanes;
        if (!rows)
        {
            words[first + group] += value << ((o - (group * lanes)) * ProductShape.LaneBits(lanes));
            return;
        }

        for (; group < groups; group++)
        {
            int lane = o - ProductRows.First(outputs, group);
            if (lane >= 0 && lane < lanes)
            {
                words[group] += value << (lane * ProductShape.LaneBits(lanes));
            }
        }
    }
}
