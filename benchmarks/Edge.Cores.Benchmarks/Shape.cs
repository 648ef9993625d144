using Edge.Formats.Writing;

namespace Edge.Cores.Benchmarks;

/// <summary>A layer to measure.</summary>
/// <param name="Id">The file's name for --write.</param>
/// <param name="Title">For the table.</param>
/// <param name="Model">A network with it.</param>
/// <param name="Layer">Its number there.</param>
/// <param name="Macs">Its multiply-accumulates.</param>
/// <param name="Peer">The case of cmsis_nn.c with the same shape, or null.</param>
internal sealed record Shape(string Id, string Title, ModelDefinition Model, int Layer, long Macs, string? Peer)
{
    /// <summary>The layers of the table: random weights and parameters, the same in every run.</summary>
    public static IReadOnlyList<Shape> All { get; } =
    [
        new("dense-ternary-256x256", "dense 256x256, ternary x u8, u8 outputs", Single(Dense(256, Ternary(256 * 256)), (1, 1, 256, 8)), 0, 256 * 256, "DENSE"),
        new("dense-binary-256x256", "dense 256x256, binary x u8, u8 outputs", Single(Dense(256, PlaneDefinition.Binary(Weights(256 * 256, [-1, 1]))), (1, 1, 256, 8)), 0, 256 * 256, null),
        new("dense-4bit-256x256", "dense 256x256, 4-bit weights x u8, u8 outputs", Single(Dense(256, Signed(4, 256 * 256)), (1, 1, 256, 8)), 0, 256 * 256, "DENSE4"),
        new("dense-8bit-256x256", "dense 256x256, 8-bit weights x u8, u8 outputs", Single(Dense(256, Signed(8, 256 * 256)), (1, 1, 256, 8)), 0, 256 * 256, "DENSE"),
        new("dense-xnor-1024x64", "dense 1024x64, binary x binary, bits out", BehindCopy(Bits(64, 1024 * 64), 1024), 1, 1024 * 64, null),
        new("conv-ternary-16-32-14", "conv 3x3 16->32 at 14x14, ternary x u8, u8 outputs", Single(Conv(32, Ternary(32 * 9 * 16)), (14, 14, 16, 8)), 0, 14 * 14 * 32 * 9 * 16, "CONV"),
        new("conv-ternary-16-32-14-u4", "the same, 4-bit activations by thresholds", Single(Conv4(32, Ternary(32 * 9 * 16)), (14, 14, 16, 4)), 0, 14 * 14 * 32 * 9 * 16, null),
        new("depthwise-ternary-64-14", "depthwise 3x3, 64 channels at 14x14, ternary x u8, u8 outputs", Single(Depthwise(64), (14, 14, 64, 8)), 0, 14 * 14 * 64 * 9, "DEPTHWISE"),
    ];

    private static LayerDefinition Dense(int outputs, PlaneDefinition plane) =>
        new() { Operator = Operator.Dense, Input = 0, OutputChannels = outputs, OutputFormat = 8, Planes = [plane], Epilogue = Requantize(outputs) };

    private static LayerDefinition Conv(int outputs, PlaneDefinition plane) =>
        new() { Operator = Operator.Conv2d, Input = 0, OutputChannels = outputs, OutputFormat = 8, Planes = [plane], Epilogue = Requantize(outputs), Window = Window3() };

    private static LayerDefinition Conv4(int outputs, PlaneDefinition plane) =>
        new() { Operator = Operator.Conv2d, Input = 0, OutputChannels = outputs, OutputFormat = 4, Planes = [plane], Epilogue = Thresholds(outputs, 15), Window = Window3() };

    private static LayerDefinition Depthwise(int channels) =>
        new() { Operator = Operator.DepthwiseConv2d, Input = 0, OutputChannels = channels, OutputFormat = 8, Planes = [Ternary(channels * 9)], Epilogue = Requantize(channels), Window = Window3() };

    private static LayerDefinition Bits(int outputs, int weights) => new()
    {
        Operator = Operator.Dense,
        Input = 1,
        OutputChannels = outputs,
        OutputFormat = 0,
        Planes = [PlaneDefinition.Xnor(Weights(weights, [-1, 1]))],
        Epilogue = new() { Kind = EpilogueKind.Threshold, Thresholds = [.. Enumerable.Range(0, outputs).Select(i => new[] { i - (outputs / 2) })] },
    };

    private static Window Window3() => new(3, 3, 1, 1, 1, 1, 1, 1, 0);

    // As the packer does: the largest shift with which the multipliers still fit into 32 bits.
    private static EpilogueDefinition Requantize(int channels) => new()
    {
        Kind = EpilogueKind.Requantize,
        Shift = 35,
        Multipliers = [.. Enumerable.Range(0, channels).Select(i => (1000 + (7 * i)) << 19)],
        Addends = [.. Enumerable.Range(0, channels).Select(i => ((128L << 16) + i) << 19)],
    };

    private static EpilogueDefinition Thresholds(int channels, int count) => new()
    {
        Kind = EpilogueKind.Threshold,
        Thresholds = [.. Enumerable.Range(0, channels).Select(channel => Enumerable.Range(0, count).Select(i => (20 * (i - (count / 2))) + channel).ToArray())],
    };

    private static PlaneDefinition Ternary(int count) => PlaneDefinition.Ternary(Weights(count, [-1, 0, 1]));

    private static PlaneDefinition Signed(int bits, int count) => PlaneDefinition.Signed(bits, Weights(count, [.. Enumerable.Range(-(1 << (bits - 1)), 1 << bits)]));

    private static int[] Weights(int count, int[] values)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => values[random.Next(values.Length)])];
    }

    private static ModelDefinition Single(LayerDefinition layer, (int Height, int Width, int Channels, int Format) input) => Network(input, [layer]);

    // A network's first layer reads the caller's bytes; any other reads the arena, which is aligned. A max pool of 1 x 1 copies the input there.
    private static ModelDefinition BehindCopy(LayerDefinition layer, int inputs) => Network(
        (1, 1, inputs, 0), [new() { Operator = Operator.MaxPool, Input = 0, OutputChannels = inputs, OutputFormat = 0, Window = new(1, 1, 1, 1, 0, 0, 0, 0, 0) }, layer]);

    private static ModelDefinition Network((int Height, int Width, int Channels, int Format) input, LayerDefinition[] layers)
    {
        InputDefinition given = new(input.Height, input.Width, input.Channels, input.Format, 0, 1);
        ModelDefinition draft = new() { Name = "layer", Input = given, Output = new(1, 1, []) };
        draft.Layers.AddRange(layers);
        TensorShape[] tensors = LayerShapes.Derive(draft);
        ModelDefinition model = new() { Name = "layer", Input = given, Output = new(tensors[^1].Elements, 1, []) };
        model.Layers.AddRange(layers);
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i].OutputOffset = model.ArenaBytes;
            model.ArenaBytes += (tensors[i + 1].StoredBytes + 3) / 4 * 4;
        }

        return model;
    }
}
