using System.Text;
using System.Text.Json;

namespace Edge.Train.Recipes;

/// <summary>A JSON value that knows where it stands: its path ($.layers[2].kernel) and its line.</summary>
internal sealed class JsonNode
{
    private JsonNode(JsonTokenType kind, string path, int line)
    {
        (Kind, Path, Line) = (kind, path, line);
    }

    /// <summary>StartObject, StartArray, String, Number, True, False or Null.</summary>
    public JsonTokenType Kind { get; }

    public string Path { get; }

    /// <summary>Counted from 1.</summary>
    public int Line { get; }

    public string Text { get; private init; } = string.Empty;

    public List<JsonNode> Items { get; } = [];

    /// <summary>Members in file order.</summary>
    public List<KeyValuePair<string, JsonNode>> Members { get; } = [];

    /// <summary>"line 12, $.layers[2].kernel".</summary>
    public string Place => $"line {Line}, {Path}";

    /// <summary>Reads one JSON value with comments and trailing commas allowed; throws <see cref="RecipeException"/> on anything else.</summary>
    public static JsonNode Parse(string text, string file)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 });
        try
        {
            reader.Read();
            JsonNode root = ReadValue(ref reader, "$", utf8);
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            throw new RecipeException("recipe-json", $"{file}, line {e.LineNumber + 1}: not valid JSON", e) { Found = e.Message };
        }
    }

    private static JsonNode ReadValue(ref Utf8JsonReader reader, string path, byte[] utf8)
    {
        int line = 1 + utf8.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
        JsonTokenType kind = reader.TokenType;
        switch (kind)
        {
            case JsonTokenType.StartObject:
                JsonNode map = new(kind, path, line);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string key = reader.GetString()!;
                    reader.Read();
                    map.Members.Add(new(key, ReadValue(ref reader, $"{path}.{key}", utf8)));
                }

                return map;
            case JsonTokenType.StartArray:
                JsonNode list = new(kind, path, line);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Items.Add(ReadValue(ref reader, $"{path}[{list.Items.Count}]", utf8));
                }

                return list;
            case JsonTokenType.String:
                return new JsonNode(kind, path, line) { Text = reader.GetString()! };
            default:
                return new JsonNode(kind, path, line) { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
        }
    }
}
