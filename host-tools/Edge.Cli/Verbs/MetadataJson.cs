using System.Collections;
using System.Text.Json.Nodes;

namespace Edge.Cli.Verbs;

/// <summary>A model's metadata as JSON.</summary>
internal static class MetadataJson
{
    public static JsonNode? Of(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        double number => JsonValue.Create(number),
        float number => JsonValue.Create(number),
        IDictionary<string, object?> map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value)))),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Of)]),
        IConvertible number => JsonValue.Create(number.ToInt64(System.Globalization.CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value.ToString()),
    };
}
