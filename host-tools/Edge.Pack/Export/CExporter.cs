using System.Text;
using Edge.Formats.Writing;

namespace Edge.Pack.Export;

/// <summary>
/// A folder that C programs build in: the weights and the layer table as constants that stay in flash, the functions of the engine that the network needs and
/// no others, an example, a Makefile and a CMakeLists.txt. Nothing is parsed on the device.
/// </summary>
internal sealed class CExporter : IModelExporter
{
    public string Name => "c";

    public string Purpose => "a folder of C99 with the model as constants and the kernels it needs";

    public string? Extension => null;

    public bool ExpandsCodedPlanes => true;

    public IReadOnlyList<ExportedFile> Export(ExportRequest request)
    {
        byte[] file = CodedPlanes.Expand(request.File);
        ModelDefinition model = ModelReader.Read(file);
        CTable table = new(request.Name, model, file);
        IReadOnlyList<ExportedFile> engine = [.. EngineSources.Needed(table.Functions.Append("edge_run")).Select(file => file with { Name = "engine/" + file.Name })];
        string[] sources = [request.Name + ".c", .. engine.Select(file => file.Name).Where(name => name.EndsWith(".c", StringComparison.Ordinal))];
        return
        [
            Text(request.Name + ".h", CHeader.Of(request.Name, model, table)),
            Text(request.Name + ".c", table.Source()),
            Text("main.c", CProject.Main(request.Name)),
            Text("Makefile", CProject.Makefile(request.Name, sources)),
            Text("CMakeLists.txt", CProject.CMakeLists(request.Name, sources)),
            .. engine,
        ];
    }

    private static ExportedFile Text(string name, string text) => new(name, Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));
}
