using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>Height, width, channels and format of a tensor (FORMAT.md section 1).</summary>
public readonly record struct ReferenceShape(int Height, int Width, int Channels, int Format)
{
    public bool IsBits => Format == 0;

    public bool IsRaw => Format == 32;

    public int Elements => Height * Width * Channels;

    /// <summary>The largest stored value of an element; a bit has 1.</summary>
    public int MaxValue => IsBits ? 1 : IsRaw ? int.MaxValue : (1 << Format) - 1;

    /// <summary>Bytes of the stored tensor; a raw tensor lies in the caller's array and takes none.</summary>
    public int Bytes => IsRaw ? 0 : Height * Width * (IsBits ? (Channels + 7) / 8 : Channels);

    public bool HasSameSides(ReferenceShape other) => Height == other.Height && Width == other.Width && Channels == other.Channels;

    /// <summary>The shapes of tensors 0 .. layers, as the geometry of each layer gives them (FORMAT.md section 3).</summary>
    public static ReferenceShape[] OfModel(ModelDefinition model)
    {
        List<ReferenceShape> shapes = [new(model.Input.Height, model.Input.Width, model.Input.Channels, model.Input.Format)];
        foreach (LayerDefinition layer in model.Layers)
        {
            shapes.Add(OfOutput(layer, shapes[layer.Input]));
        }

        return [.. shapes];
    }

    /// <summary>The shape of what a layer writes when it reads a tensor of shape <paramref name="input"/>.</summary>
    public static ReferenceShape OfOutput(LayerDefinition layer, ReferenceShape input) => layer.Operator switch
    {
        Operator.Dense => new(1, 1, layer.OutputChannels, layer.OutputFormat),
        Operator.Add => new(input.Height, input.Width, layer.OutputChannels, layer.OutputFormat),
        _ => new(
            Side(input.Height, layer.Window!.PadTop + layer.Window.PadBottom, layer.Window.KernelHeight, layer.Window.StrideHeight),
            Side(input.Width, layer.Window.PadLeft + layer.Window.PadRight, layer.Window.KernelWidth, layer.Window.StrideWidth),
            layer.OutputChannels,
            layer.OutputFormat),
    };

    /// <summary>FORMAT.md section 3: (side + pads - kernel) / stride + 1, rounded down.</summary>
    public static int Side(int side, int pads, int kernel, int stride) => ((side + pads - kernel) / stride) + 1;
}
