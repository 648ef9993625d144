using System.Buffers.Binary;
using System.Text;
using Edge.Formats;
using Edge.Formats.Writing;

namespace Edge.Pack.Export;

/// <summary>A network as the constants of device-runtime/native/include/edge_table.h.</summary>
internal sealed class CTable
{
    private const int WordsInLine = 6;

    private readonly string _name;
    private readonly ModelDefinition _model;
    private readonly byte[] _blob;
    private readonly CLayer[] _layers;
    private readonly int[] _scratch;
    private readonly StringBuilder _text = new();

    public CTable(string name, ModelDefinition model, byte[] file)
    {
        _name = name;
        _model = model;
        TensorShape[] tensors = LayerShapes.Derive(model);
        StoredLayer[] stored = StoredLayer.OfFile(file);
        ModelHeader.TryFindBlob(file, file.Length, file.Length, out int at, out int length);
        _blob = file[at..(at + length)];
        _layers = [.. model.Layers.Select((layer, i) => new CLayer(layer, stored[i], tensors, i))];
        (_scratch, int arena) = CScratch.Plan(_layers, model.ArenaBytes);
        ArenaBytes = (arena + 3) / 4 * 4;
        Input = tensors[0];
        Widen = tensors[^1].Format switch { Format.FormatRaw => null, Format.FormatBits => "edge_widen_bits", _ => "edge_widen_bytes" };
    }

    /// <summary>Weights and parameters.</summary>
    public int BlobBytes => _blob.Length;

    /// <summary>Activations and scratch rows.</summary>
    public int ArenaBytes { get; }

    public TensorShape Input { get; }

    /// <summary>The functions of the engine that the table names.</summary>
    public IEnumerable<string> Functions =>
        _layers.SelectMany(layer => new[] { layer.Run, layer.GatherBytes, layer.GatherBits, layer.Finish }.Concat(layer.Definition.Planes.Select(plane => layer.Plane(plane).Kernel)))
            .Append(Widen).OfType<string>().Distinct();

    private string? Widen { get; }

    // Bits of an input byte (format 0: of a pixel's last byte) that no value has set.
    private int InputMask => (Input.Format == Format.FormatBits ? (Input.Channels % 8 > 0 ? 0xff << (Input.Channels % 8) : 0) : 0xff << Input.Format) & 0xff;

    /// <summary>The C source.</summary>
    public string Source()
    {
        _text.Clear();
        _text.Append($"/* {CText.Comment(_model.Name)}: written by edge export, do not edit. */\n#include \"{_name}.h\"\n\n");
        if (_blob.Length > 0)
        {
            AppendBlob();
        }

        _text.Append($"static uint32_t arena[{Math.Max(1, ArenaBytes / 4)}];\n\n");
        AppendPlanes();
        AppendLayers();
        AppendModel();
        return _text.ToString();
    }

    private void AppendBlob()
    {
        byte[] padded = new byte[(_blob.Length + 7) / 8 * 8];
        _blob.CopyTo(padded, 0);
        _text.Append($"/* Weights and parameters as FORMAT.md section 5 lays them out; words of 64 bits, so that they are aligned. */\nstatic const uint64_t blob[{padded.Length / 8}] = {{\n");
        for (int i = 0; i < padded.Length / 8; i += WordsInLine)
        {
            IEnumerable<string> line = Enumerable.Range(i, Math.Min(WordsInLine, (padded.Length / 8) - i)).Select(word => $"0x{BinaryPrimitives.ReadUInt64LittleEndian(padded.AsSpan(8 * word)):x}u");
            _text.Append("    ").AppendJoin(", ", line).Append(",\n");
        }

        _text.Append("};\n#define BLOB(offset) ((const uint8_t *)blob + (offset))\n\n");
    }

    private void AppendPlanes()
    {
        if (_layers.All(layer => layer.Definition.Planes.Count == 0))
        {
            return;
        }

        _text.Append("static const edge_plane planes[] = {\n");
        foreach (CLayer layer in _layers)
        {
            for (int i = 0; i < layer.Definition.Planes.Count; i++)
            {
                PlaneDefinition plane = layer.Definition.Planes[i];
                (string kernel, int flush) = layer.Plane(plane);
                string kind = kernel.StartsWith("edge_unpack", StringComparison.Ordinal) ? "unpack" : "accumulate";
                _text.Append($"    {{.weights = BLOB({layer.Stored.PlaneOffsets[i]}), .{kind} = {kernel}, .flush = {flush}, .shift = {plane.Shift}, .step = {CLayer.Step(plane)}, .zero = {(CLayer.IsBits(plane) ? 0 : plane.Zero)}}},\n");
            }
        }

        _text.Append("};\n\n");
    }

    private void AppendLayers()
    {
        int plane = 0;
        _text.Append("static const edge_layer layers[] = {\n");
        for (int i = 0; i < _layers.Length; i++)
        {
            AppendLayer(_layers[i], _scratch[i], plane);
            plane += _layers[i].Definition.Planes.Count;
        }

        _text.Append("};\n\n");
    }

    private void AppendLayer(CLayer layer, int scratch, int plane)
    {
        LayerDefinition definition = layer.Definition;
        _text.Append($"    /* {definition.Operator}: {layer.Input.Height} x {layer.Input.Width} x {layer.Input.Channels} to {layer.Output.Height} x {layer.Output.Width} x {layer.Output.Channels} */\n    {{\n");
        Line($".run = {layer.Run}", Field("gather_bytes", layer.GatherBytes), Field("gather_bits", layer.GatherBits), Field("finish", layer.Finish));
        if (definition.Planes.Count > 0)
        {
            Line($".planes = planes + {plane}", $".plane_count = {definition.Planes.Count}", $".inputs = {layer.Inputs}", $".row_words = {layer.RowWords}", $".scratch = {scratch + layer.WorkBytes}", $".scratch_bits = {scratch + layer.WorkBytes + layer.ScratchBytes}");
        }

        if (layer.WorkBytes > 0)
        {
            Line($".work = {scratch}");
        }

        if (layer.Stored.Epilogue is { } epilogue)
        {
            Line(
                epilogue.Width > 0 ? $".parameters = BLOB({epilogue.Offset})" : null, epilogue.Levels is { } levels ? $".levels = BLOB({levels})" : null,
                $".count = {epilogue.Count}", $".argument = {epilogue.Argument}", $".width = {epilogue.Width}");
        }

        Line($".input = {Place(definition.Input)}", $".input2 = {Place(definition.Input2)}", $".output = {(layer.Output.Format == Format.FormatRaw ? 0 : definition.OutputOffset)}");
        Line(Shape("input", layer.Input), $".input2_format = {(definition.Input2 > 0 ? _layers[definition.Input2 - 1].Output.Format : Input.Format)}");
        Line(Shape("output", layer.Output));
        Window? window = definition.Window;
        Line(
            $".kernel_height = {layer.KernelHeight}", $".kernel_width = {layer.KernelWidth}", $".stride_height = {window?.StrideHeight ?? 1}", $".stride_width = {window?.StrideWidth ?? 1}",
            $".pad_top = {window?.PadTop ?? 0}", $".pad_left = {window?.PadLeft ?? 0}", $".pad_value = {window?.PadValue ?? 0}");
        if (definition.Operator is Operator.Add)
        {
            Line($".factor = {definition.AddMultipliers.First}", $".factor2 = {definition.AddMultipliers.Second}");
        }

        _text.Append("    },\n");
    }

    private void AppendModel()
    {
        _text.Append($"const edge_model {_name} = {{\n    .layers = layers, .layer_count = {_layers.Length}, .arena = (uint8_t *)arena, .arena_size = {ArenaBytes},");
        _text.Append(Widen is null ? "\n" : $" .widen = {Widen},\n");
        Line($".input_bytes = {Input.StoredBytes}", $".input_channels = {Input.Channels}", $".input_format = {Input.Format}", $".input_mask = 0x{InputMask:x2}", $".outputs = {_model.Output.Count}");
        _text.Append("};\n");
        if (_model.Output.Labels.Count > 0)
        {
            _text.Append($"\nconst char *const {_name}_labels[] = {{{string.Join(", ", _model.Output.Labels.Select(CText.Literal))}}};\n");
        }
    }

    private void Line(params string?[] fields) => _text.Append("        ").AppendJoin(", ", fields.OfType<string>()).Append(",\n");

    private static string? Field(string name, string? function) => function is null ? null : $".{name} = {function}";

    private string Place(int tensor) => tensor <= 0 ? "EDGE_INPUT" : $"{_layers[tensor - 1].Definition.OutputOffset}";

    private static string Shape(string name, TensorShape shape) =>
        $".{name}_height = {shape.Height}, .{name}_width = {shape.Width}, .{name}_channels = {shape.Channels}, .{name}_format = {shape.Format}";
}
