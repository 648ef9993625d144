using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>
/// Writes a model as a file, straight from FORMAT.md and apart from the product's writer: what one writes and the other reads must agree with both.
/// </summary>
public static class ReferenceWriter
{
    public static byte[] Write(ModelDefinition model)
    {
        ReferenceShape[] shapes = ReferenceShape.OfModel(model);
        List<byte> blob = [];
        FileTree.Pairs metadata = [];
        metadata.AddRange(model.Metadata.Select(pair => new KeyValuePair<object?, object?>(pair.Key, pair.Value)));
        return EdgeFile.Compose(
        [
            "edge",
            1,
            model.Name,
            new List<object?> { model.Input.Height, model.Input.Width, model.Input.Channels, model.Input.Format, model.Input.ZeroPoint, model.Input.Scale },
            new List<object?> { model.Output.Count, model.Output.Scale, model.Output.Labels.Cast<object?>().ToList() },
            model.ArenaBytes,
            model.Layers.Select(layer => (object?)Layer(layer, shapes[layer.Input], blob)).ToList(),
            model.Tests.Select(test => (object?)new List<object?> { test.Input is null ? (long)test.Seed : test.Input, (long)test.Crc }).ToList(),
            metadata,
            null,
            blob.ToArray(),
            null,
        ]);
    }

    /// <summary>FORMAT.md section 3.</summary>
    private static List<object?> Layer(LayerDefinition layer, ReferenceShape input, List<byte> blob)
    {
        List<object?>? geometry = layer.Window is { } w
            ? [w.KernelHeight, w.KernelWidth, w.StrideHeight, w.StrideWidth, w.PadTop, w.PadLeft, w.PadBottom, w.PadRight, w.PadValue]
            : layer.Operator == Operator.Add ? [layer.AddMultipliers.First, layer.AddMultipliers.Second] : null;
        List<object?>? planes = layer.Planes.Count == 0 ? null : [];
        foreach (PlaneDefinition plane in layer.Planes)
        {
            int offset = Append(blob, PlaneBytes(plane, layer, input));
            planes!.Add(new List<object?> { (int)plane.Encoding, offset, plane.Shift, plane.Step, plane.Zero, plane.Levels });
        }

        return
        [
            (int)layer.Operator,
            layer.Input,
            layer.Input2 < 0 ? null : layer.Input2,
            new List<object?> { layer.OutputChannels, layer.OutputFormat, layer.OutputOffset },
            geometry,
            layer.Epilogue is null ? null : Epilogue(layer.Epilogue, blob),
            planes,
            layer.Hint,
        ];
    }

    /// <summary>FORMAT.md section 4.</summary>
    private static List<object?> Epilogue(EpilogueDefinition epilogue, List<byte> blob)
    {
        int[] thresholds = [.. epilogue.Thresholds.SelectMany(steps => steps)];
        bool isNarrow = thresholds.All(t => t is >= short.MinValue and <= short.MaxValue);
        (int argument, int count, int width, byte[] section) = epilogue.Kind switch
        {
            EpilogueKind.Threshold => (epilogue.Thresholds[0].Length, epilogue.Thresholds.Length, isNarrow ? 2 : 4,
                isNarrow ? Little(2, thresholds) : Little(4, thresholds)),
            EpilogueKind.Requantize => (epilogue.Shift, epilogue.Addends!.Length, 12,
                [.. Little(8, epilogue.Addends), .. Little(4, epilogue.Multipliers!)]),
            EpilogueKind.Shift => (epilogue.Shift, epilogue.Addends!.Length, 4, Little(4, epilogue.Addends)),
            _ when epilogue.Multipliers is not null => (0, epilogue.Addends!.Length, 8, [.. Little(4, epilogue.Addends), .. Little(4, epilogue.Multipliers)]),
            _ when epilogue.Addends is not null => (0, epilogue.Addends.Length, 4, Little(4, epilogue.Addends)),
            _ => (0, 0, 0, []),
        };
        int offset = section.Length == 0 ? 0 : Append(blob, section);
        return [(int)epilogue.Kind, argument, count, width, offset, epilogue.Levels is null ? null : Append(blob, epilogue.Levels)];
    }

    /// <summary>FORMAT.md section 5.</summary>
    private static byte[] PlaneBytes(PlaneDefinition plane, LayerDefinition layer, ReferenceShape input)
    {
        int[] fields = [.. plane.Weights.Select(weight => (weight + plane.Zero) / plane.Step)];
        bool isDepthwise = layer.Operator == Operator.DepthwiseConv2d;
        int outputs = layer.OutputChannels;
        int inputs = fields.Length / outputs;
        return plane.Encoding switch
        {
            PlaneEncoding.Bytes when isDepthwise => Grid(inputs, outputs, (tap, channel) => (byte)fields[(channel * inputs) + tap]),
            PlaneEncoding.Bytes => [.. fields.Select(field => (byte)field)],
            PlaneEncoding.BitRows => BitRows(outputs, inputs, input.Channels, (o, i) => plane.Weights[(o * inputs) + i] > 0),
            PlaneEncoding.MaskedBitRows => BitRows(2 * outputs, inputs, input.Channels, (row, i) =>
                row % 2 == 0 ? plane.Weights[(row / 2 * inputs) + i] > 0 : plane.Weights[(row / 2 * inputs) + i] != 0),

            PlaneEncoding.Powers when isDepthwise => Nibbles(inputs, outputs, (tap, channel) => plane.Weights[(channel * inputs) + tap]),
            PlaneEncoding.Powers => Nibbles(outputs, inputs, (o, i) => plane.Weights[(o * inputs) + i]),

            // A depthwise layer is a matrix of four outputs: lane l and input g T + t are channel 4 g + l, tap t.
            _ when isDepthwise => Lanes((int)plane.Encoding, 4, (outputs + 3) / 4 * inputs, (lane, i) =>
            {
                int channel = (4 * (i / inputs)) + lane;
                return channel < outputs ? fields[(channel * inputs) + (i % inputs)] : 0;
            }),
            _ => Lanes((int)plane.Encoding, outputs, inputs, (o, i) => fields[(o * inputs) + i]),
        };
    }

    private static byte[] Nibbles(int rows, int columns, Func<int, int, int> weight)
    {
        int rowBytes = (columns + 1) / 2;
        byte[] bytes = new byte[rows * rowBytes];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int value = weight(row, column);
                int code = value == 0 ? 0 : 1 + (int)Math.Log2(Math.Abs(value)) + (value < 0 ? 8 : 0);
                bytes[(row * rowBytes) + (column / 2)] |= (byte)(column % 2 == 0 ? code : 16 * code);
            }
        }

        return bytes;
    }

    private static byte[] Lanes(int bits, int outputs, int inputs, Func<int, int, int> field)
    {
        int perLane = 16 / bits;
        int groups = (outputs + 3) / 4;
        ulong[] words = new ulong[(inputs + perLane - 1) / perLane * groups];
        for (int o = 0; o < outputs; o++)
        {
            for (int i = 0; i < inputs; i++)
            {
                int shift = (16 * (o % 4)) + (bits * (i % perLane));
                words[(i / perLane * groups) + (o / 4)] |= (ulong)field(o, i) << shift;
            }
        }

        return [.. words.SelectMany(BitConverter.GetBytes)];
    }

    private static byte[] BitRows(int rows, int inputs, int channels, Func<int, int, bool> isSet)
    {
        int pixelBytes = (channels + 7) / 8;
        int rowBytes = ((inputs / channels * pixelBytes) + 3) / 4 * 4;
        byte[] bytes = new byte[rows * rowBytes];
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < inputs; i++)
            {
                int channel = i % channels;
                if (isSet(row, i))
                {
                    bytes[(row * rowBytes) + (i / channels * pixelBytes) + (channel / 8)] |= (byte)(1 << (channel % 8));
                }
            }
        }

        return bytes;
    }

    private static byte[] Grid(int rows, int columns, Func<int, int, byte> value) =>
        [.. Enumerable.Range(0, rows * columns).Select(i => value(i / columns, i % columns))];

    private static byte[] Little(int size, IEnumerable<int> values) => Little(size, values.Select(value => (long)value));

    private static byte[] Little(int size, IEnumerable<long> values) => [.. values.SelectMany(value => BitConverter.GetBytes(value).Take(size))];

    private static int Append(List<byte> blob, byte[] section)
    {
        blob.AddRange(new byte[(8 - (blob.Count % 8)) % 8]);
        int offset = blob.Count;
        blob.AddRange(section);
        return offset;
    }
}
