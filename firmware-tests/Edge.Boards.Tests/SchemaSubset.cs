using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Edge.Boards.Tests;

/// <summary>
/// Evaluates the keywords of JSON Schema 2020-12 that boards.schema.json uses; any other keyword is an error, so that the schema
/// cannot come to rely on one that is not checked.
/// </summary>
internal sealed class SchemaSubset(JsonNode root)
{
    private static readonly HashSet<string> Annotations = ["$schema", "title", "description", "$defs"];

    internal IReadOnlyList<string> Check(JsonNode? value)
    {
        List<string> errors = [];
        Visit(root, value, "$", errors);
        return errors;
    }

    private void Visit(JsonNode schemaNode, JsonNode? value, string at, List<string> errors)
    {
        JsonObject schema = schemaNode.AsObject();
        foreach ((string keyword, JsonNode? argument) in schema)
        {
            if (!Annotations.Contains(keyword) && !Holds(schema, keyword, argument!, value, at, errors))
            {
                errors.Add($"{at}: {keyword}");
            }
        }
    }

    private bool Holds(JsonObject schema, string keyword, JsonNode argument, JsonNode? value, string at, List<string> errors)
    {
        switch (keyword)
        {
            case "$ref":
                Visit(root["$defs"]![argument.GetValue<string>()["#/$defs/".Length..]]!, value, at, errors);
                return true;
            case "type": return (argument is JsonArray types ? types.Select(type => type!.GetValue<string>()) : [argument.GetValue<string>()]).Any(type => IsType(type, value));
            case "const": return JsonNode.DeepEquals(argument, value);
            case "enum": return argument.AsArray().Any(choice => JsonNode.DeepEquals(choice, value));
            case "pattern": return value?.GetValueKind() != JsonValueKind.String || Regex.IsMatch(value.GetValue<string>(), argument.GetValue<string>());
            case "minLength": return value?.GetValueKind() != JsonValueKind.String || value.GetValue<string>().Length >= argument.GetValue<int>();
            case "minimum": return Number(value) is not { } a || a >= argument.GetValue<double>();
            case "exclusiveMinimum": return Number(value) is not { } b || b > argument.GetValue<double>();
            case "minItems": return value is not JsonArray few || few.Count >= argument.GetValue<int>();
            case "maxItems": return value is not JsonArray many || many.Count <= argument.GetValue<int>();
            case "required": return value is not JsonObject thing || argument.AsArray().All(key => thing.ContainsKey(key!.GetValue<string>()));
            case "additionalProperties": return value is not JsonObject known || known.All(pair => schema["properties"]!.AsObject().ContainsKey(pair.Key));
            case "oneOf": return argument.AsArray().Count(choice => Passes(choice!, value, at)) == 1;
            case "items":
                if (value is JsonArray items)
                {
                    for (int i = 0; i < items.Count; i++)
                    {
                        Visit(argument, items[i], $"{at}[{i}]", errors);
                    }
                }

                return true;
            case "properties":
                foreach ((string key, JsonNode? property) in argument.AsObject())
                {
                    if (value is JsonObject owner && owner.TryGetPropertyValue(key, out JsonNode? child))
                    {
                        Visit(property!, child, $"{at}.{key}", errors);
                    }
                }

                return true;
            default: throw new InvalidOperationException($"the schema uses '{keyword}', which this evaluator does not know");
        }
    }

    private bool Passes(JsonNode schema, JsonNode? value, string at)
    {
        List<string> errors = [];
        Visit(schema, value, at, errors);
        return errors.Count == 0;
    }

    private static bool IsType(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "integer" => Number(value) is { } number && number == Math.Floor(number),
        "null" => value is null,
        _ => throw new InvalidOperationException(type),
    };

    private static double? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? JsonSerializer.Deserialize<double>(value.ToJsonString()) : null;
}
