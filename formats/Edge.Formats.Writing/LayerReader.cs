using Edge.Formats.Writing.Coding;
using Edge.Formats.Writing.Layouts;
using static Edge.Formats.Writing.Checks;

namespace Edge.Formats.Writing;

/// <summary>Reads the layers (FORMAT.md section 3), shape after shape: only those say how long a section is.</summary>
internal sealed class LayerReader
{
    private readonly FileCursor _cursor;
    private readonly BlobReader _blob;
    private readonly TensorShape[] _tensors;
    private readonly ExpansionLimit _expansion;

    public LayerReader(FileCursor cursor, BlobReader blob, ExpansionLimit expansion, TensorShape input, int layers)
    {
        (_cursor, _blob, _expansion, _tensors) = (cursor, blob, expansion, new TensorShape[layers + 1]);
        _tensors[0] = input;
    }

    /// <summary>The layer at the cursor; layers come in order.</summary>
    public LayerDefinition Read(int index)
    {
        string field = $"layers[{index}]";
        _cursor.Place = field;
        int fields = _cursor.Array("array", Format.LayerFields);
        Operator layer = (Operator)_cursor.Integer("operator");
        int input = _cursor.Integer("input");
        int input2 = _cursor.Nil() ? -1 : _cursor.Integer("input2");
        Require((input2 < 0) == (layer is not Operator.Add), Status.ShapeMismatch, $"{field}.input2", "a tensor for add, nil elsewhere", input2);
        int outputFields = _cursor.Array("output", Format.LayerOutputFields);
        int channels = _cursor.Integer("output.channels");
        int format = _cursor.Integer("output.format");
        int offset = _cursor.Integer("output.offset");
        _cursor.Skip(outputFields - Format.LayerOutputFields, "output");
        (Window? window, (int, int) multipliers) = ReadGeometry(layer);
        EpilogueFields? epilogue = _cursor.Nil() ? null : ReadEpilogueFields();
        PlaneFields[] planes = _cursor.Nil() ? [] : ReadPlaneFields(field);
        int hint = _cursor.Integer("hint");
        _cursor.Skip(fields - Format.LayerFields, "rest");

        // Without weights and parameters first: the shapes decide where they lie.
        LayerDefinition Build(EpilogueDefinition? parameters, PlaneDefinition[] weights) => new()
        {
            Operator = layer,
            Input = input,
            Input2 = input2,
            OutputChannels = channels,
            OutputFormat = format,
            OutputOffset = offset,
            Window = window,
            AddMultipliers = multipliers,
            Epilogue = parameters,
            Planes = weights,
            Hint = hint,
        };
        LayerDefinition bare = Build(null, []);
        _tensors[index + 1] = LayerShapes.OfOutput(bare, _tensors.AsSpan(0, index + 1), index == _tensors.Length - 2, field);
        PlaneDefinition[] unpacked = new PlaneDefinition[planes.Length];
        for (int i = 0; i < planes.Length; i++)
        {
            unpacked[i] = ReadPlane(planes[i], bare, $"{field}.planes[{i}]");
        }

        return Build(epilogue is null ? null : ReadEpilogue(epilogue, channels, field), unpacked);
    }

    private (Window? Window, (int, int) Multipliers) ReadGeometry(Operator layer)
    {
        if (_cursor.Nil())
        {
            Require(layer is not Operator.Add, Status.ShapeMismatch, $"{_cursor.Place}.geometry", "two multipliers", "nothing");
            return (null, (1, 1));
        }

        int known = layer is Operator.Add ? Format.AddFields : Format.WindowFields;
        int fields = _cursor.Array("geometry", known);
        Span<int> g = stackalloc int[Format.WindowFields];
        for (int i = 0; i < known; i++)
        {
            g[i] = _cursor.Integer("geometry");
        }

        _cursor.Skip(fields - known, "geometry");
        return layer is Operator.Add
            ? (null, (g[0], g[1]))
            : (new Window(g[0], g[1], g[2], g[3], g[4], g[5], g[6], g[7], g[8]), (1, 1));
    }

    private EpilogueFields ReadEpilogueFields()
    {
        int fields = _cursor.Array("epilogue", Format.EpilogueFields - 1);
        EpilogueFields read = new(
            (EpilogueKind)_cursor.Integer("epilogue.kind"), _cursor.Integer("epilogue.argument"), _cursor.Integer("epilogue.count"),
            _cursor.Integer("epilogue.width"), _cursor.Integer("epilogue.offset"),
            fields < Format.EpilogueFields || _cursor.Nil() ? null : _cursor.Integer("epilogue.levels"));
        _cursor.Skip(fields - Format.EpilogueFields, "epilogue");
        return read;
    }

    private PlaneFields[] ReadPlaneFields(string field)
    {
        int count = _cursor.Array("planes");
        Require(count is >= 1 and <= Format.MaxPlanes, Status.OutOfRange, $"{field}.planes", $"1 .. {Format.MaxPlanes} planes", count);
        PlaneFields[] planes = new PlaneFields[count];
        for (int i = 0; i < count; i++)
        {
            int fields = _cursor.Array("planes", Format.PlaneFields);
            planes[i] = new PlaneFields(
                _cursor.Integer("planes.encoding"), _cursor.Integer("planes.offset"), _cursor.Integer("planes.shift"),
                _cursor.Integer("planes.step"), _cursor.Integer("planes.zero"), _cursor.Integer("planes.levels"));
            _cursor.Skip(fields - Format.PlaneFields, "planes");
        }

        return planes;
    }

    private PlaneDefinition ReadPlane(PlaneFields plane, LayerDefinition layer, string field)
    {
        Require(PlaneChecks.HasPlanes(layer.Operator), Status.ShapeMismatch, field, "none: the operator has no weights", plane.Encoding);
        TensorShape input = _tensors[layer.Input];
        PlaneShape shape = PlaneChecks.ShapeOf(layer, input);
        bool coded = plane.Encoding > Format.EncodingCoded;
        PlaneEncoding encoding = (PlaneEncoding)(coded ? plane.Encoding - Format.EncodingCoded : plane.Encoding);
        PlaneDefinition header = new(encoding, plane.Shift, plane.Step, plane.Zero, plane.Levels, []) { Coded = coded };
        PlaneChecks.CheckHeader(header, shape, input.Format, field);
        ReadOnlySpan<byte> section = ReadSection(header, plane.Offset, shape, field);
        byte[] fields = PlaneLayout.Unpack(encoding, shape, section);
        Require(
            section.SequenceEqual(PlaneLayout.Pack(encoding, shape, fields)),
            Status.OutOfRange, field, "0 in every bit that no weight uses", "a set bit");
        bool twoZeros = encoding is PlaneEncoding.Powers && fields.AsSpan().Contains(PowerCodes.Sign);
        Require(!twoZeros, Status.OutOfRange, field, "the weight 0 as code 0", PowerCodes.Sign);
        int[] weights = new int[fields.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = PlaneLayout.WeightOf(header, fields[i]);
        }

        return header with { Weights = weights };
    }

    private ReadOnlySpan<byte> ReadSection(PlaneDefinition plane, int offset, PlaneShape shape, string field)
    {
        long length = PlaneLayout.Length(plane.Encoding, shape);
        if (!plane.Coded)
        {
            return _blob.Take(offset, length, field);
        }

        _expansion.Add(length, field);
        return CodedSection.Decode(_blob.TakeCoded(offset, field), (int)length, field);
    }

    private EpilogueDefinition ReadEpilogue(EpilogueFields read, int channels, string field)
    {
        bool known = (read.Kind, read.Width) switch
        {
            (EpilogueKind.Threshold, 2 or 4) => read.Argument is >= 1 and <= Format.MaxThresholds,
            (EpilogueKind.Requantize, 12) or (EpilogueKind.Shift, 4) or (EpilogueKind.Raw, 4 or 8) => true,
            (EpilogueKind.Raw, 0) => read.Count == 0 && read.Offset == 0,
            _ => false,
        };
        Require(known, Status.OutOfRange, $"{field}.epilogue", "a kind, argument and width of FORMAT.md section 4", (read.Kind, read.Argument, read.Count, read.Width));
        Require(
            read.Width == 0 || read.Count == 1 || read.Count == channels,
            Status.ShapeMismatch, $"{field}.epilogue.count", $"1 or {channels}, one a channel", read.Count);
        long length = SectionLength.OfEpilogue((int)read.Kind, read.Argument, read.Count, read.Width);
        byte[] bytes = read.Width == 0 ? [] : _blob.Take(read.Offset, length, $"{field}.epilogue").ToArray();
        Require(read.Levels is null || read.Kind is EpilogueKind.Threshold, Status.ShapeMismatch, $"{field}.epilogue.levels", "nil: only thresholds have levels", read.Levels);
        byte[]? levels = read.Levels is { } at ? _blob.Take(at, read.Argument + 1, $"{field}.epilogue.levels").ToArray() : null;
        return new EpilogueSection(read.Argument, read.Count, read.Width, bytes).Unpack(read.Kind, levels);
    }

    private sealed record EpilogueFields(EpilogueKind Kind, int Argument, int Count, int Width, int Offset, int? Levels);

    private readonly record struct PlaneFields(int Encoding, int Offset, int Shift, int Step, int Zero, int Levels);
}
