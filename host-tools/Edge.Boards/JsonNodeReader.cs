using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Edge.Boards;

/// <summary>Reads one JSON object strictly: a missing key, a wrong type or a key nobody asked for is an error that names file, place and key.</summary>
internal sealed partial class JsonNodeReader
{
    private readonly string file;
    private readonly string where;
    private readonly JsonElement element;
    private readonly HashSet<string> seen = [];

    internal JsonNodeReader(string file, string where, JsonElement element)
    {
        this.file = file;
        this.where = where;
        this.element = element;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Error("boards-wrong-type", "this must be an object", "an object", element.ValueKind.ToString());
        }
    }

    internal string Where => where;

    internal bool Has(string key)
    {
        if (!element.TryGetProperty(key, out JsonElement value))
        {
            return false;
        }

        seen.Add(key);
        return value.ValueKind != JsonValueKind.Null;
    }

    internal string Text(string key)
    {
        JsonElement value = Required(key);
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw WrongType(key, "a string that is not empty", value);
    }

    internal string? OptionalText(string key) => Has(key) ? Text(key) : null;

    internal int Count(string key, int atLeast = 0)
    {
        JsonElement value = Required(key);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= atLeast
            ? number
            : throw WrongType(key, $"a whole number of at least {atLeast}", value);
    }

    internal int? OptionalCount(string key, int atLeast = 0) => Has(key) ? Count(key, atLeast) : null;

    internal uint Hex(string key)
    {
        JsonElement value = Required(key);
        return value.ValueKind == JsonValueKind.String && HexPattern().IsMatch(value.GetString()!)
            ? uint.Parse(value.GetString()!.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : throw WrongType(key, "a string such as \"0x1E0000\"", value);
    }

    internal uint? OptionalHex(string key) => Has(key) ? Hex(key) : null;

    internal T OneOf<T>(string key, params (string Name, T Value)[] choices)
    {
        string text = Text(key);
        foreach ((string name, T value) in choices)
        {
            if (name == text)
            {
                return value;
            }
        }

        throw Error("boards-unknown-value", $"'{key}' has a value this version does not know", string.Join(", ", choices.Select(choice => choice.Name)), text);
    }

    internal IReadOnlyList<JsonElement> List(string key, int atLeast = 0)
    {
        JsonElement value = Required(key);
        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= atLeast
            ? [.. value.EnumerateArray()]
            : throw WrongType(key, $"a list of at least {atLeast}", value);
    }

    internal IReadOnlyList<string> Texts(string key, int atLeast = 0) =>
        [.. List(key, atLeast).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw WrongType(key, "a list of strings", item))];

    internal IReadOnlyList<string> OptionalTexts(string key) => Has(key) ? Texts(key) : [];

    internal IReadOnlyList<int> Counts(string key, int atLeast = 0) =>
        [.. List(key, atLeast).Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int number) && number > 0 ? number : throw WrongType(key, "a list of positive whole numbers", item))];

    internal IReadOnlyList<double> Numbers(string key, int atLeast = 0) =>
        [.. List(key, atLeast).Select(item => item.ValueKind == JsonValueKind.Number ? item.GetDouble() : throw WrongType(key, "a list of numbers", item))];

    internal JsonNodeReader Object(string key) => new(file, $"{where}, {key}", Required(key));

    internal JsonNodeReader Item(string place, JsonElement item) => new(file, $"{where}, {place}", item);

    /// <summary>Call last: every key that was not read is unknown.</summary>
    internal void Finish()
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!seen.Contains(property.Name))
            {
                throw Error("boards-unknown-key", $"unknown key '{property.Name}'", string.Join(", ", seen.Order()), property.Name);
            }
        }
    }

    internal Edge.Errors.EdgeException Error(string code, string message, string? expected = null, string? found = null) =>
        BoardErrors.Invalid(file, where, code, message, expected, found);

    private Edge.Errors.EdgeException WrongType(string key, string expected, JsonElement value) =>
        Error("boards-wrong-type", $"'{key}' has a wrong value", expected, value.GetRawText());

    private JsonElement Required(string key)
    {
        seen.Add(key);
        return element.TryGetProperty(key, out JsonElement value) ? value : throw Error("boards-missing-key", $"key '{key}' is missing", key, "nothing");
    }

    [GeneratedRegex("^0x[0-9A-Fa-f]{1,8}$")]
    private static partial Regex HexPattern();
}
