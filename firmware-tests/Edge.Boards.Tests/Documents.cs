using System.Text;
using System.Text.Json.Nodes;

namespace Edge.Boards.Tests;

/// <summary>The two files of the repository root, and copies of the first to break.</summary>
internal static class Documents
{
    internal static string Text(string name)
    {
        using Stream stream = typeof(Documents).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    internal static JsonObject Boards() => JsonNode.Parse(Text("boards.json"))!.AsObject();

    internal static JsonNode Schema() => JsonNode.Parse(Text("boards.schema.json"))!;

    internal static JsonObject BoardOf(JsonObject document, string id) =>
        document["boards"]!.AsArray().Select(node => node!.AsObject()).Single(node => node["id"]!.GetValue<string>() == id);

    internal static JsonObject RegionOf(JsonObject board, string use) =>
        board["regions"]!.AsArray().Select(node => node!.AsObject()).Single(node => node["use"]!.GetValue<string>() == use);

    internal static BoardCatalog Load(JsonObject document) => BoardCatalog.Parse("test.json", Encoding.UTF8.GetBytes(document.ToJsonString()));
}
