namespace Edge.Pack.Export;

/// <summary>One form a model can be exported to: a row of <see cref="ModelExporters"/>.</summary>
public interface IModelExporter
{
    /// <summary>What <c>--as</c> calls it.</summary>
    string Name { get; }

    /// <summary>What it is for, as the end of a sentence.</summary>
    string Purpose { get; }

    /// <summary>The ending of its only file with the dot, or null where it writes several files into a folder.</summary>
    string? Extension { get; }

    /// <summary>Whether the file is to have no coded planes: C programs read weights where they lie, managed ones decode them while they load.</summary>
    bool ExpandsCodedPlanes => false;

    /// <summary>Makes the files. Writes nothing.</summary>
    /// <exception cref="PackException">A name or an added file cannot be expressed in this form.</exception>
    IReadOnlyList<ExportedFile> Export(ExportRequest request);
}

/// <summary>What to export.</summary>
/// <param name="Name">What the model is called in code: a C identifier.</param>
/// <param name="File">The bytes of the <c>.edge</c> file.</param>
public sealed record ExportRequest(string Name, byte[] File)
{
    /// <summary>The namespace of generated C#.</summary>
    public string Namespace { get; init; } = "Edge.App";

    /// <summary>Other files that travel with the model, by the names the program uses.</summary>
    public IReadOnlyList<ExportedFile> Added { get; init; } = [];
}

/// <summary>A file by its name.</summary>
/// <param name="Name">Its name; with folders, divided by /, where a form has them.</param>
/// <param name="Bytes">Its content.</param>
public sealed record ExportedFile(string Name, byte[] Bytes);
