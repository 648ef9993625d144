namespace Edge.Pack.Export;

/// <summary>The bytes of the model as they are, for tools that program raw flash or expect this ending.</summary>
internal sealed class BinaryExporter : IModelExporter
{
    public string Name => "bin";

    public string Purpose => "the bytes as they are, for other tools";

    public string? Extension => ".bin";

    public IReadOnlyList<ExportedFile> Export(ExportRequest request) => [new(request.Name + ".bin", request.File)];
}
