using Edge.Formats.Writing.Coding;
using static Edge.Formats.Writing.Checks;

namespace Edge.Formats.Writing;

/// <summary>
/// Reads a whole file into a definition, weights and metadata included, on a PC. Strict: what it accepts, the writer writes again.
/// What it allocates is bounded by the file: at most 42 bytes a byte of the blob (weights of one bit become 32-bit integers), 16 a byte of the rest, and 1 MB;
/// a byte of a coded section counts as often as it decodes to one (FORMAT.md section 7).
/// </summary>
public static class ModelReader
{
    /// <exception cref="ModelFormatException">The bytes are not a file as FORMAT.md describes it.</exception>
    public static ModelDefinition Read(byte[] file)
    {
        Status status = ModelHeader.TryFindBlob(file, file.Length, file.Length, out int blobAt, out int blobLength);
        Require(status == Status.Ok, status, "file", $"an .edge file of version {Format.Version}", $"{file.Length} bytes ({status})");
        CheckChecksum(file, blobAt + blobLength);
        ModelHeader.TryReadStart(file, file.Length, out int at, out int fields);
        FileCursor cursor = new(file, blobAt - Format.BlobHeaderBytes) { At = at };
        BlobReader blob = new(file, blobAt, blobLength);

        ModelDefinition model = ReadModel(cursor, blob, new ExpansionLimit(file.Length));
        blob.CheckEnd();
        byte[] padding = cursor.Binary("padding");
        Require(padding.Length < Format.BlobAlignment && !padding.AsSpan().ContainsAnyExcept((byte)0), Status.OutOfRange, "padding", "0 .. 7 zero bytes", padding.Length);
        DefinitionChecks.Check(model);

        FileCursor rest = new(file, file.Length) { At = blobAt + blobLength + Format.ChecksumBytes };
        rest.Skip(fields - Format.TopLevelFields, "file");
        Require(rest.At == file.Length, Status.OutOfBounds, "file", $"{rest.At} bytes, the end of the array", file.Length);
        return model;
    }

    private static void CheckChecksum(byte[] file, int at)
    {
        Require(file[at] == MessagePackCode.UInt32, Status.WrongType, "crc", "a uint32 of four bytes behind the blob", file[at]);
        int position = at;
        MessagePackReader.TryReadUInt(file, file.Length, ref position, out uint stored);
        uint computed = Crc32.Append(0, file, 0, at);
        Require(stored == computed, Status.ChecksumMismatch, "crc", $"{computed:x8}, that of the bytes before it", $"{stored:x8}");
    }

    private static ModelDefinition ReadModel(FileCursor cursor, BlobReader blob, ExpansionLimit expansion)
    {
        string name = cursor.Text("name");
        InputDefinition input = ReadInput(cursor);
        OutputDefinition output = ReadOutput(cursor);
        ModelDefinition model = new() { Name = name, Input = input, Output = output, ArenaBytes = cursor.Integer("arena") };
        int layers = cursor.Array("layers");
        Require(layers is >= 1 and <= Format.MaxLayers, Status.OutOfRange, "layers", $"1 .. {Format.MaxLayers} layers", layers);
        LayerReader reader = new(cursor, blob, expansion, LayerShapes.OfInput(input), layers);
        for (int i = 0; i < layers; i++)
        {
            model.Layers.Add(reader.Read(i));
        }

        cursor.Place = "";
        ReadTests(cursor, model.Tests);
        if (cursor.Tree("metadata") is not Dictionary<string, object?> metadata)
        {
            throw new ModelFormatException(Status.WrongType, "metadata", "a map", "another type");
        }

        foreach ((string key, object? value) in metadata)
        {
            model.Metadata.Add(key, value);
        }

        return model;
    }

    private static InputDefinition ReadInput(FileCursor cursor)
    {
        int fields = cursor.Array("input", Format.InputFields);
        cursor.Place = "input";
        InputDefinition input = new(
            cursor.Integer("height"), cursor.Integer("width"), cursor.Integer("channels"),
            cursor.Integer("format"), cursor.Integer("zero point"), cursor.Number("scale"));
        cursor.Skip(fields - Format.InputFields, "rest");
        cursor.Place = "";
        return input;
    }

    private static OutputDefinition ReadOutput(FileCursor cursor)
    {
        int fields = cursor.Array("output", Format.OutputFields);
        cursor.Place = "output";
        int count = cursor.Integer("count");
        double scale = cursor.Number("scale");
        string[] labels = new string[cursor.Array("labels")];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = cursor.Text("labels");
        }

        cursor.Skip(fields - Format.OutputFields, "rest");
        cursor.Place = "";
        return new OutputDefinition(count, scale, labels);
    }

    private static void ReadTests(FileCursor cursor, List<SelfTestDefinition> tests)
    {
        int count = cursor.Array("tests");
        Require(count <= Format.MaxTests, Status.OutOfRange, "tests", $"at most {Format.MaxTests}", count);
        for (int i = 0; i < count; i++)
        {
            int fields = cursor.Array("tests", Format.TestFields);
            byte[]? input = cursor.IsBinary() ? cursor.Binary("tests") : null;
            uint seed = input is null ? cursor.Unsigned("tests") : 0;
            tests.Add(new SelfTestDefinition(input, seed, cursor.Unsigned("tests")));
            cursor.Skip(fields - Format.TestFields, "tests");
        }
    }
}
