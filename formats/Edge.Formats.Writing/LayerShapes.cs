using static Edge.Formats.Format;
using static Edge.Formats.Writing.Checks;

namespace Edge.Formats.Writing;

/// <summary>Derives every tensor's shape from a definition; shapes are not stored in a file but follow from it (FORMAT.md section 3).</summary>
public static class LayerShapes
{
    /// <summary>The network's tensors: the input, then the output of each layer.</summary>
    /// <exception cref="ModelFormatException">A side, window or channel count is impossible or outside FORMAT.md section 7.</exception>
    public static TensorShape[] Derive(ModelDefinition model)
    {
        TensorShape[] tensors = new TensorShape[model.Layers.Count + 1];
        tensors[0] = OfInput(model.Input);
        for (int i = 0; i < model.Layers.Count; i++)
        {
            LayerDefinition layer = model.Layers[i];
            bool last = i == model.Layers.Count - 1;
            tensors[i + 1] = OfOutput(layer, tensors.AsSpan(0, i + 1), last, $"layers[{i}]");
        }

        return tensors;
    }

    /// <summary>The input tensor, checked.</summary>
    public static TensorShape OfInput(InputDefinition input) =>
        Checked(new TensorShape(input.Height, input.Width, input.Channels, input.Format), allowRaw: false, "input");

    /// <summary>The output tensor of one layer, given the tensors before it.</summary>
    public static TensorShape OfOutput(LayerDefinition layer, ReadOnlySpan<TensorShape> tensors, bool last, string field)
    {
        Require(layer.Input >= 0 && layer.Input < tensors.Length, Status.OutOfRange, $"{field}.input", $"a tensor 0 .. {tensors.Length - 1}", layer.Input);
        TensorShape input = tensors[layer.Input];
        if (layer.Operator is Operator.Dense)
        {
            Require(layer.Window is null, Status.ShapeMismatch, $"{field}.geometry", "none for dense", layer.Window);
            return Checked(new TensorShape(1, 1, layer.OutputChannels, layer.OutputFormat), last, field);
        }

        if (layer.Operator is not Operator.Conv2d)
        {
            Require(layer.OutputChannels == input.Channels, Status.ShapeMismatch, $"{field}.output.channels", $"{input.Channels}, as many as it reads", layer.OutputChannels);
        }

        if (layer.Operator is Operator.Add)
        {
            Require(layer.Window is null, Status.ShapeMismatch, $"{field}.geometry", "multipliers for add", layer.Window);
            Require(layer.Input2 >= 0 && layer.Input2 < tensors.Length, Status.OutOfRange, $"{field}.input2", $"a tensor 0 .. {tensors.Length - 1}", layer.Input2);
            TensorShape second = tensors[layer.Input2];
            Require((second.Height, second.Width, second.Channels) == (input.Height, input.Width, input.Channels), Status.ShapeMismatch, $"{field}.input2", $"the shape of input, {input}", second);
            return Checked(input with { Format = layer.OutputFormat }, last, field);
        }

        Require(Enum.IsDefined(layer.Operator), Status.OutOfRange, $"{field}.operator", "0 .. 5", (int)layer.Operator);
        return Checked(Slide(layer, input, field), last, field);
    }

    /// <summary>How many pixels and channels of input one output of a layer with weights reads; a depthwise output reads one channel.</summary>
    public static (int Pixels, int Channels) Reach(LayerDefinition layer, TensorShape input) => layer.Operator switch
    {
        Operator.Dense => (input.Height * input.Width, input.Channels),
        Operator.Conv2d => (layer.Window!.KernelHeight * layer.Window.KernelWidth, input.Channels),
        Operator.DepthwiseConv2d => (layer.Window!.KernelHeight * layer.Window.KernelWidth, 1),
        _ => (0, 0),
    };

    /// <summary>The operations of one layer: outputs x kernel elements, x input channels for dense and conv2d (FORMAT.md section 7).</summary>
    public static long Operations(LayerDefinition layer, TensorShape input, TensorShape output)
    {
        if (layer.Operator is Operator.Dense)
        {
            return (long)output.Elements * input.Elements;
        }

        long window = layer.Window is { } w ? (long)w.KernelHeight * w.KernelWidth : 1;
        return output.Elements * window * (layer.Operator is Operator.Conv2d ? input.Channels : 1);
    }

    private static TensorShape Slide(LayerDefinition layer, TensorShape input, string field)
    {
        Window window = layer.Window ?? throw new ModelFormatException(Status.ShapeMismatch, $"{field}.geometry", "a window", "nothing");
        int height = Side(input.Height, window.KernelHeight, window.StrideHeight, window.PadTop, window.PadBottom, field);
        int width = Side(input.Width, window.KernelWidth, window.StrideWidth, window.PadLeft, window.PadRight, field);
        Require(window.PadValue >= 0 && window.PadValue <= input.MaxValue, Status.OutOfRange, $"{field}.geometry", $"a pad value of 0 .. {input.MaxValue}", window.PadValue);
        return new TensorShape(height, width, layer.OutputChannels, layer.OutputFormat);
    }

    private static int Side(int side, int kernel, int stride, int before, int after, string field)
    {
        Require(kernel is >= 1 and <= MaxKernel, Status.OutOfRange, $"{field}.geometry", $"a kernel side of 1 .. {MaxKernel}", kernel);
        Require(stride is >= 1 and <= MaxKernel, Status.OutOfRange, $"{field}.geometry", $"a stride of 1 .. {MaxKernel}", stride);
        Require(before >= 0 && before < kernel, Status.OutOfRange, $"{field}.geometry", $"padding 0 .. {kernel - 1}, smaller than the kernel", before);
        Require(after >= 0 && after < kernel, Status.OutOfRange, $"{field}.geometry", $"padding 0 .. {kernel - 1}, smaller than the kernel", after);
        int room = side + before + after - kernel;
        Require(room >= 0, Status.ShapeMismatch, $"{field}.geometry", $"a kernel side of at most {side + before + after}, the padded image", kernel);
        return (room / stride) + 1;
    }

    private static TensorShape Checked(TensorShape shape, bool allowRaw, string field)
    {
        Require(shape.Height is >= 1 and <= MaxSide, Status.OutOfRange, $"{field}.height", $"1 .. {MaxSide}", shape.Height);
        Require(shape.Width is >= 1 and <= MaxSide, Status.OutOfRange, $"{field}.width", $"1 .. {MaxSide}", shape.Width);
        Require(shape.Channels is >= 1 and <= MaxSide, Status.OutOfRange, $"{field}.channels", $"1 .. {MaxSide}", shape.Channels);
        Require((long)shape.Height * shape.Width * shape.Channels <= MaxElements, Status.OutOfRange, field, $"at most {MaxElements} elements", shape);
        bool stored = shape.Format is >= 0 and <= 8;
        Require(stored || shape.Format == FormatRaw, Status.OutOfRange, $"{field}.format", "0 .. 8 or 32", shape.Format);
        Require(stored || allowRaw, Status.ShapeMismatch, $"{field}.format", "0 .. 8: only the last layer's output may be raw", shape.Format);
        return shape;
    }
}
