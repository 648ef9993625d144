using Edge.Formats;
using Edge.Formats.Writing;

namespace Edge.Pack.Export;

/// <summary>A layer's parameters as they lie in the blob (FORMAT.md section 4); Levels is null where there is no level table.</summary>
internal sealed record StoredEpilogue(EpilogueKind Kind, int Argument, int Count, int Width, int Offset, int? Levels);

/// <summary>Where the sections of one layer lie, which a <see cref="LayerDefinition"/> no longer says.</summary>
internal sealed record StoredLayer(IReadOnlyList<int> PlaneOffsets, StoredEpilogue? Epilogue)
{
    private const int FieldLayers = 6;
    private const int FieldEpilogue = 5;
    private const int FieldPlanes = 6;

    /// <summary>Reads them from a file that <see cref="ModelReader"/> accepts.</summary>
    public static StoredLayer[] OfFile(byte[] file)
    {
        ModelHeader.TryReadStart(file, file.Length, out int at, out _);
        for (int field = 2; field < FieldLayers; field++)
        {
            MessagePackReader.TrySkip(file, file.Length, ref at);
        }

        MessagePackReader.TryReadArrayHeader(file, file.Length, ref at, out int count);
        StoredLayer[] layers = new StoredLayer[count];
        for (int i = 0; i < count; i++)
        {
            layers[i] = Of((object?[])MessagePackTree.Read(file, file.Length, ref at, $"layers[{i}]")!);
        }

        return layers;
    }

    private static StoredLayer Of(object?[] fields)
    {
        object?[] planes = (object?[]?)fields[FieldPlanes] ?? [];
        StoredEpilogue? epilogue = fields[FieldEpilogue] is object?[] e
            ? new((EpilogueKind)Number(e[0]), Number(e[1]), Number(e[2]), Number(e[3]), Number(e[4]), e.Length > 5 && e[5] is not null ? Number(e[5]) : null)
            : null;
        return new([.. planes.Select(plane => Number(((object?[])plane!)[1]))], epilogue);
    }

    private static int Number(object? value) => (int)(long)value!;
}
