using Edge.Formats.Writing;

namespace Edge.Formats.Tests;

/// <summary>Models with one thing changed, for tests that want a valid one to spoil.</summary>
internal static class SmallModel
{
    public static readonly Window Window3 = new(3, 3, 1, 1, 1, 1, 1, 1, 0);

    /// <summary>The layers put into a model: input 4 x 4 x 2 bytes unless given, offsets and output count as they must be.</summary>
    public static ModelDefinition Of(InputDefinition input, params LayerDefinition[] layers)
    {
        ModelDefinition shapes = new() { Name = "", Input = input, Output = new(1, 1, []) };
        shapes.Layers.AddRange(layers);
        TensorShape[] tensors = LayerShapes.Derive(shapes);
        ModelDefinition model = new() { Name = "small", Input = input, Output = new(tensors[^1].Elements, 1, []) };
        int end = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i].OutputOffset = tensors[i + 1].Format == Format.FormatRaw ? 0 : end;
            end += tensors[i + 1].Format == Format.FormatRaw ? 0 : (tensors[i + 1].StoredBytes + 3) / 4 * 4;
        }

        model.ArenaBytes = end;
        model.Layers.AddRange(layers);
        return model;
    }

    public static InputDefinition Bytes(int height = 4, int width = 4, int channels = 2) => new(height, width, channels, 8, 0, 1);

    public static InputDefinition Bits(int height = 4, int width = 4, int channels = 2) => new(height, width, channels, 0, 0, 1);

    public static LayerDefinition Dense(int outputs, params PlaneDefinition[] planes) => new()
    {
        Operator = Operator.Dense,
        Input = 0,
        OutputChannels = outputs,
        OutputFormat = Format.FormatRaw,
        Epilogue = new EpilogueDefinition { Kind = EpilogueKind.Raw },
        Planes = planes,
    };

    public static LayerDefinition Conv(int outputs, Window window, EpilogueDefinition epilogue, int format, params PlaneDefinition[] planes) => new()
    {
        Operator = Operator.Conv2d,
        Input = 0,
        OutputChannels = outputs,
        OutputFormat = format,
        Window = window,
        Epilogue = epilogue,
        Planes = planes,
    };

    public static LayerDefinition Depthwise(int channels, Window window, params PlaneDefinition[] planes) => new()
    {
        Operator = Operator.DepthwiseConv2d,
        Input = 0,
        OutputChannels = channels,
        OutputFormat = Format.FormatRaw,
        Window = window,
        Epilogue = new EpilogueDefinition { Kind = EpilogueKind.Raw },
        Planes = planes,
    };

    public static LayerDefinition Pool(Operator pool, int channels, Window window, EpilogueDefinition? epilogue, int format) => new()
    {
        Operator = pool,
        Input = 0,
        OutputChannels = channels,
        OutputFormat = format,
        Window = window,
        Epilogue = epilogue,
    };

    public static LayerDefinition Add(int channels, int input2, EpilogueDefinition epilogue, int format) => new()
    {
        Operator = Operator.Add,
        Input = 0,
        Input2 = input2,
        OutputChannels = channels,
        OutputFormat = format,
        Epilogue = epilogue,
        AddMultipliers = (2, -3),
    };

    public static EpilogueDefinition Thresholds(params int[][] rows) => new() { Kind = EpilogueKind.Threshold, Thresholds = rows };

    public static byte[] Blob(ModelDefinition model)
    {
        byte[] file = ModelWriter.Write(model);
        Assert.Equal(Status.Ok, ModelHeader.TryFindBlob(file, file.Length, file.Length, out int at, out int length));
        return file.AsSpan(at, length).ToArray();
    }

    /// <summary>The file's array as a tree, or one field of it.</summary>
    public static object?[] Tree(byte[] file)
    {
        int at = 0;
        return (object?[])MessagePackTree.Read(file, file.Length, ref at, "file")!;
    }
}
