namespace Edge.Pack.Export;

/// <summary>Every form a model can be exported to, by name.</summary>
public static class ModelExporters
{
    /// <summary>The table, in the order help shows it.</summary>
    public static IReadOnlyList<IModelExporter> All { get; } = [new ResourceExporter(), new CExporter(), new CArrayExporter(), new BinaryExporter()];

    /// <summary>The names for <c>--as</c>.</summary>
    public static string[] Names => [.. All.Select(exporter => exporter.Name)];

    /// <summary>The exporter of a name.</summary>
    /// <exception cref="KeyNotFoundException">No exporter has it.</exception>
    public static IModelExporter Find(string name) =>
        All.FirstOrDefault(exporter => exporter.Name == name) ?? throw new KeyNotFoundException($"no exporter is called '{name}'");

    /// <summary>Writes the files of an exporter, each beside its place first and then renamed.</summary>
    /// <param name="exporter">The form.</param>
    /// <param name="request">What to export.</param>
    /// <param name="path">The file, or the folder where the form has several files. Missing folders are made.</param>
    /// <returns>The files written, by their paths.</returns>
    public static IReadOnlyList<ExportedFile> Write(IModelExporter exporter, ExportRequest request, string path)
    {
        IReadOnlyList<ExportedFile> files = exporter.Export(request);
        return [.. files.Select(file => Write(file, exporter.Extension is null ? Path.Combine(path, file.Name) : path))];
    }

    private static ExportedFile Write(ExportedFile file, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        ModelFile.Write(path, file.Bytes);
        return file with { Name = path };
    }
}
