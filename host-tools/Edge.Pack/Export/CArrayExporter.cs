using System.Text;
using Edge.Formats;

namespace Edge.Pack.Export;

/// <summary>A C header that holds the model as an array of bytes. The array is aligned to eight, so that sections of 64-bit words can be read in place.</summary>
internal sealed class CArrayExporter : IModelExporter
{
    private const int BytesInLine = 16;

    public string Name => "c-array";

    public string Purpose => "a C header with the bytes as an array";

    public string? Extension => ".h";

    public bool ExpandsCodedPlanes => true;

    public IReadOnlyList<ExportedFile> Export(ExportRequest request)
    {
        string name = ExportNames.Identifier(request.Name);
        string guard = $"{name.ToUpperInvariant()}_H";
        byte[] file = request.File;
        var text = new StringBuilder(file.Length * 6);
        text.Append($"/* {file.Length} bytes, CRC-32 {Crc32.Append(0, file, 0, file.Length):X8}: written by edge export, do not edit. */\n");
        text.Append($"#ifndef {guard}\n#define {guard}\n\n");
        text.Append($"#define {name.ToUpperInvariant()}_LENGTH {file.Length}u\n\n");
        text.Append($"static const unsigned char {name}[] __attribute__((aligned(8))) = {{\n");
        for (int at = 0; at < file.Length; at += BytesInLine)
        {
            text.Append("    ").AppendJoin(", ", file.Skip(at).Take(BytesInLine).Select(value => $"0x{value:x2}")).Append(",\n");
        }

        text.Append($"}};\n\n#endif /* {guard} */\n");
        return [new(name + ".h", Encoding.ASCII.GetBytes(text.ToString()))];
    }
}
