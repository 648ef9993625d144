using Edge.Errors;
using Edge.Formats.Writing;

namespace Edge.Pack.Measuring;

/// <summary>
/// The same network for the obvious int8 loops of benchmarks/Edge.Naive: one byte a value, one signed byte a weight, the planes of a layer added up.
/// A bit that stands for -1 or +1 is stored as 0 or 1: 2 w b - w, where w goes into the layer's bias.
/// </summary>
internal static class NaiveModel
{
    private const int Padding = 6;

    /// <summary>The block NaiveReader reads, and by naive layer the model's layer it belongs to.</summary>
    /// <exception cref="EdgeException">A weight does not fit int8.</exception>
    public static (byte[] Block, int[] Layers) Write(ModelDefinition model)
    {
        TensorShape[] shapes = LayerShapes.Derive(model);
        using var layers = new MemoryStream();
        using var writer = new BinaryWriter(layers);
        List<int> owners = [];
        int[] tensors = new int[shapes.Length];
        for (int i = 0; i < model.Layers.Count; i++)
        {
            LayerDefinition layer = model.Layers[i];
            TensorShape input = shapes[layer.Input];
            int from = tensors[layer.Input];
            Window? window = layer.Window;
            if (window is { PadValue: not 0 } && layer.Operator != Operator.MaxPool)
            {
                TensorShape padded = input with { Height = input.Height + window.PadTop + window.PadBottom, Width = input.Width + window.PadLeft + window.PadRight };
                WriteShape(writer, Padding, from, 0, input, padded, window, (0, 0));
                WriteParameters(writer, null, null, null, 0);
                owners.Add(i);
                from = owners.Count;
                input = padded;
                window = window with { PadTop = 0, PadLeft = 0, PadBottom = 0, PadRight = 0, PadValue = 0 };
            }

            WriteShape(writer, (int)layer.Operator, from, layer.Input2 < 0 ? 0 : tensors[layer.Input2], input, shapes[i + 1], window, layer.AddMultipliers);
            (sbyte[]? weights, int[]? biases) = Weights(layer, shapes[layer.Input], i);
            WriteParameters(writer, weights, biases, layer.Epilogue, shapes[i + 1].MaxValue, layer.OutputChannels);
            owners.Add(i);
            tensors[i + 1] = owners.Count;
        }

        byte[] block = new byte[4 + layers.Length];
        BitConverter.TryWriteBytes(block, owners.Count);
        layers.ToArray().CopyTo(block, 4);
        return (block, [.. owners]);
    }

    /// <summary>One byte a value: the stored input, bits unpacked.</summary>
    public static byte[] Unpack(byte[] stored, TensorShape shape)
    {
        if (shape.Format != 0)
        {
            return stored;
        }

        int pixelBytes = (shape.Channels + 7) / 8;
        return [.. Enumerable.Range(0, shape.Elements).Select(i => (byte)((stored[(i / shape.Channels * pixelBytes) + (i % shape.Channels / 8)] >> (i % shape.Channels % 8)) & 1))];
    }

    private static void WriteShape(BinaryWriter writer, int kind, int input, int input2, TensorShape from, TensorShape to, Window? window, (int First, int Second) factors)
    {
        int[] numbers =
        [
            kind, input, input2, from.Height, from.Width, from.Channels, to.Height, to.Width, to.Channels,
            window?.KernelHeight ?? 1, window?.KernelWidth ?? 1, window?.StrideHeight ?? 1, window?.StrideWidth ?? 1, window?.PadTop ?? 0, window?.PadLeft ?? 0, window?.PadValue ?? 0,
            factors.First, factors.Second,
        ];
        foreach (int number in numbers)
        {
            writer.Write(number);
        }
    }

    private static (sbyte[]? Weights, int[]? Biases) Weights(LayerDefinition layer, TensorShape input, int index)
    {
        if (layer.Planes.Count == 0)
        {
            return (null, null);
        }

        int[] sums = new int[layer.Planes[0].Weights.Length];
        int[] biases = new int[layer.OutputChannels];
        int perOutput = sums.Length / layer.OutputChannels;
        foreach (PlaneDefinition plane in layer.Planes)
        {
            bool signs = plane.Encoding is PlaneEncoding.BitRows or PlaneEncoding.MaskedBitRows;
            for (int i = 0; i < sums.Length; i++)
            {
                int weight = plane.Weights[i] << plane.Shift;
                sums[i] += signs ? 2 * weight : weight;
                biases[i / perOutput] -= signs ? weight : 0;
            }
        }

        int widest = sums.MaxBy(Math.Abs);
        if (widest is < sbyte.MinValue or > sbyte.MaxValue)
        {
            throw new EdgeException(ExitCode.DoesNotFit, "naive-weights", $"the obvious loops cannot hold layer {index}")
            {
                Expected = "weights from -128 to 127, all planes added up",
                Found = $"a weight of {widest}",
                Try = "edge bench without --compare",
            };
        }

        // Depthwise: [channel][tap] in the definition, [tap][channel] in the loops.
        IEnumerable<int> ordered = layer.Operator == Operator.DepthwiseConv2d
            ? Enumerable.Range(0, sums.Length).Select(i => sums[(i % input.Channels * perOutput) + (i / input.Channels)])
            : sums;
        return ([.. ordered.Select(weight => (sbyte)weight)], biases);
    }

    private static void WriteParameters(BinaryWriter writer, sbyte[]? weights, int[]? biases, EpilogueDefinition? epilogue, int highest, int channels = 0)
    {
        EpilogueKind? kind = epilogue?.Kind;
        bool scales = kind is EpilogueKind.Requantize or EpilogueKind.Shift;
        WriteArray(writer, weights, writer.Write);
        WriteArray(writer, biases, writer.Write);
        WriteArray(writer, scales ? PerChannel(epilogue!.Multipliers ?? [1], channels) : null, writer.Write);
        WriteArray(writer, scales ? PerChannel(epilogue!.Addends!, channels) : null, writer.Write);
        writer.Write(epilogue?.Shift ?? 0);
        writer.Write(highest);
        WriteArray<int>(writer, kind == EpilogueKind.Threshold ? [.. PerChannel(epilogue!.Thresholds, channels).SelectMany(t => t)] : null, writer.Write);
        writer.Write(kind == EpilogueKind.Threshold ? epilogue!.Thresholds[0].Length : 0);
        WriteArray(writer, epilogue?.Levels, writer.Write);
        bool raw = kind == EpilogueKind.Raw;
        WriteArray(writer, raw ? PerChannel(epilogue!.Multipliers ?? [1], channels) : null, writer.Write);
        WriteArray<int>(writer, raw ? [.. PerChannel(epilogue!.Addends ?? [0], channels).Select(addend => (int)addend)] : null, writer.Write);
    }

    private static T[] PerChannel<T>(T[] parameters, int channels) => parameters.Length == 1 ? [.. Enumerable.Repeat(parameters[0], channels)] : parameters;

    private static void WriteArray<T>(BinaryWriter writer, T[]? values, Action<T> write)
    {
        writer.Write(values?.Length ?? -1);
        foreach (T value in values ?? [])
        {
            write(value);
        }
    }
}
