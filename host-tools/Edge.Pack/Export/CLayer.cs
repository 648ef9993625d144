using Edge.Formats;
using Edge.Formats.Writing;

namespace Edge.Pack.Export;

/// <summary>
/// How the C engine runs one layer: which functions, and what they read of its table. The same decisions as <c>edge_open</c> makes on a device
/// (device-runtime/native/reader/bind.c); the tests compare the integers of both.
/// </summary>
internal sealed class CLayer
{
    private readonly LayerDefinition _layer;
    private readonly TensorShape _input;

    public CLayer(LayerDefinition layer, StoredLayer stored, TensorShape[] tensors, int index)
    {
        _layer = layer;
        _input = tensors[layer.Input];
        Definition = layer;
        Stored = stored;
        Input = _input;
        Output = tensors[index + 1];
        (KernelHeight, KernelWidth) = layer.Operator is Operator.Dense ? (_input.Height, _input.Width)
            : layer.Window is { } window ? (window.KernelHeight, window.KernelWidth) : (1, 1);
        BindRows();
        Run = Rows ?? layer.Operator switch
        {
            Operator.DepthwiseConv2d => "edge_depthwise",
            Operator.MaxPool => "edge_max_pool",
            Operator.AveragePool => "edge_average_pool",
            _ => "edge_add",
        };
        Inputs = layer.Operator is Operator.DepthwiseConv2d ? KernelHeight * KernelWidth : Rows is null ? 0 : KernelHeight * KernelWidth * _input.Channels;
        Finish = stored.Epilogue?.Kind switch
        {
            null => null,
            EpilogueKind.Threshold => Output.Format == Format.FormatBits ? "edge_threshold_bits" : "edge_threshold",
            EpilogueKind.Requantize => "edge_requantize",
            EpilogueKind.Shift => "edge_shift",
            _ => "edge_raw",
        };
    }

    public LayerDefinition Definition { get; }

    public StoredLayer Stored { get; }

    public TensorShape Input { get; }

    public TensorShape Output { get; }

    /// <summary>Functions of the engine, null where the layer has none.</summary>
    public string Run { get; }

    public string? GatherBytes { get; private set; }

    public string? GatherBits { get; private set; }

    public string? Finish { get; }

    public int KernelHeight { get; }

    public int KernelWidth { get; }

    /// <summary>What one output sums over.</summary>
    public int Inputs { get; }

    /// <summary>32-bit words of a row of bits.</summary>
    public int RowWords { get; private set; }

    /// <summary>Bytes of what an operator works on instead of a frame on the stack: acc, and the sums of a plane that is scaled; depthwise layers, more.</summary>
    public int WorkBytes => Run switch
    {
        "edge_max_pool" => 0,
        "edge_depthwise" => 88,
        "edge_average_pool" => 64,
        _ => _layer.Planes.Any(plane => Step(plane) << plane.Shift != 1) ? 64 : 32,
    };

    /// <summary>Bytes of the row of bytes, or of a depthwise layer's unpacked weights.</summary>
    public int ScratchBytes => Run == "edge_depthwise" ? (Output.Channels > 4 ? 32 : 16) * Inputs : GatherBytes is null or "edge_gather_direct" ? 0 : (Inputs + 3) / 4 * 4;

    /// <summary>Bytes of the row of bits.</summary>
    public int ScratchBitBytes => GatherBits == "edge_gather_bits" ? 4 * RowWords : 0;

    private string? Rows { get; set; }

    /// <summary>What a plane's sums are multiplied by, before its shift; those of bit rows are whole.</summary>
    public static int Step(PlaneDefinition plane) => IsBits(plane) ? 1 : plane.Step;

    /// <summary>A plane's kernel and the number of blocks whose products a 16-bit sum holds.</summary>
    public (string Kernel, int Flush) Plane(PlaneDefinition plane)
    {
        bool depthwise = _layer.Operator is Operator.DepthwiseConv2d;
        string kernel = plane.Encoding switch
        {
            PlaneEncoding.Lanes1 or PlaneEncoding.Lanes2 or PlaneEncoding.Lanes4 => $"lanes{(int)plane.Encoding}",
            PlaneEncoding.Bytes => "bytes",
            PlaneEncoding.BitRows => "bit_rows",
            PlaneEncoding.Powers => "powers",
            _ => "masked_bit_rows",
        };
        int flush = plane.Encoding > PlaneEncoding.Lanes4 ? 0 : 65535 / ((plane.Levels - 1) * _input.MaxValue) / (16 / (int)plane.Encoding);
        return ((depthwise ? "edge_unpack_" : "edge_") + kernel, flush);
    }

    /// <summary>Whether the plane counts the bits of rows of bits.</summary>
    public static bool IsBits(PlaneDefinition plane) => plane.Encoding is PlaneEncoding.BitRows or PlaneEncoding.MaskedBitRows;

    // How the inputs of a pixel come into a row, and whether dense may read them where they lie.
    private void BindRows()
    {
        if (_layer.Operator is not (Operator.Dense or Operator.Conv2d))
        {
            return;
        }

        bool bits = _layer.Planes.Any(IsBits);
        bool bytes = !_layer.Planes.All(IsBits);
        bool dense = _layer.Operator is Operator.Dense;
        int pixels = KernelHeight * KernelWidth;
        int pixelBytes = _input.Format == Format.FormatBits ? (_input.Channels + 7) / 8 : _input.Channels;
        bool oneRun = dense || (pixels == 1 && _layer.Window is { PadTop: 0, PadLeft: 0, PadBottom: 0, PadRight: 0 });
        bool bitsInPlace = oneRun && _layer.Input != 0 && pixels * pixelBytes % 4 == 0;
        bool bytesInPlace = oneRun && _input.Format != Format.FormatBits;
        RowWords = bits ? ((pixels * pixelBytes) + 3) / 4 : 0;
        if (dense && bits != bytes && (bits ? bitsInPlace : bytesInPlace))
        {
            Rows = "edge_dense";
            return;
        }

        Rows = "edge_conv2d";
        GatherBytes = !bytes ? null : _input.Format == Format.FormatBits ? "edge_gather_bit_bytes" : bytesInPlace ? "edge_gather_direct" : "edge_gather_bytes";
        GatherBits = !bits ? null : bitsInPlace ? "edge_gather_direct" : "edge_gather_bits";
    }
}
