using System.Globalization;
using System.Text.Json;

namespace Edge.Train.Recipes;

/// <summary>
/// One JSON object read key by key, with every value checked for type and range. <see cref="Finish"/> refuses what was not asked for
/// and names the closest key that was.
/// </summary>
internal sealed class Section
{
    private readonly JsonNode node;
    private readonly Dictionary<string, JsonNode> members = [];
    private readonly List<string> asked = [];

    public Section(JsonNode node)
    {
        this.node = Require(node, JsonTokenType.StartObject, "an object { ... }");
        foreach ((string key, JsonNode value) in node.Members)
        {
            if (!members.TryAdd(key, value))
            {
                throw Wrong(value, "a key that occurs once", $"\"{key}\" again");
            }
        }
    }

    public JsonNode Node => node;

    public IReadOnlyCollection<string> Keys => members.Keys;

    public bool Has(string key) => Find(key) is not null;

    public JsonNode? Find(string key)
    {
        if (!asked.Contains(key))
        {
            asked.Add(key);
        }

        return members.GetValueOrDefault(key);
    }

    public Section? Child(string key) => Find(key) is { } child ? new Section(child) : null;

    public string Text(string key, string? fallback = null)
    {
        JsonNode? value = Find(key);
        return value is null ? fallback ?? throw Missing(key) : Require(value, JsonTokenType.String, "a string").Text;
    }

    public string? OptionalText(string key) => Find(key) is { } value ? Require(value, JsonTokenType.String, "a string").Text : null;

    public bool Flag(string key, bool fallback)
    {
        JsonNode? value = Find(key);
        return value?.Kind switch
        {
            null => fallback,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Wrong(value, "true or false", Describe(value)),
        };
    }

    public int Integer(string key, int? fallback, int min, int max)
    {
        JsonNode? value = Find(key);
        return value is null ? fallback ?? throw Missing(key) : Integer(value, min, max);
    }

    public double Number(string key, double? fallback, double min, double max)
    {
        JsonNode? value = Find(key);
        return value is null ? fallback ?? throw Missing(key) : Number(value, min, max);
    }

    /// <summary>One integer for both, or a list of two (height, width).</summary>
    public (int Height, int Width)? Pair(string key, int min, int max)
    {
        JsonNode? value = Find(key);
        if (value?.Kind == JsonTokenType.StartArray)
        {
            return value.Items.Count == 2
                ? (Integer(value.Items[0], min, max), Integer(value.Items[1], min, max))
                : throw Wrong(value, "one number, or two: [height, width]", $"{value.Items.Count} numbers");
        }

        return value is null ? null : (Integer(value, min, max), Integer(value, min, max));
    }

    /// <summary>One of some words.</summary>
    public string Choice(string key, string? fallback, IReadOnlyCollection<string> choices)
    {
        JsonNode? value = Find(key);
        string word = Text(key, fallback);
        return choices.Contains(word) ? word : throw NotOneOf(value!, word, choices);
    }

    /// <summary>Like <see cref="Child"/>; a bare name in place of the object gets the object as advice.</summary>
    public Section? TypedChild(string key) => Find(key) is { Kind: JsonTokenType.String } name
        ? throw Wrong(name, "an object { ... }", Describe(name), $"\"{key}\": {{ \"type\": \"{name.Text}\" }}")
        : Child(key);

    /// <summary>Refuses a key that belongs to another choice than the one made in this object.</summary>
    /// <param name="owner">The choice it belongs to.</param>
    /// <param name="chosen">The choice made.</param>
    public void Excludes(string key, string owner, string chosen)
    {
        if (members.TryGetValue(key, out JsonNode? value))
        {
            throw new RecipeException("recipe-mixed", $"{value.Place}: {chosen} and \"{key}\" cannot be used together")
            {
                Expected = $"\"{key}\" with {owner}",
                Found = $"\"{key}\" with {chosen}",
                Try = $"remove \"{key}\", or take {owner}",
            };
        }
    }

    /// <summary>Refuses keys nobody asked for.</summary>
    public void Finish()
    {
        foreach (string key in members.Keys.Except(asked))
        {
            throw Unknown(key);
        }
    }

    /// <summary>A required key is not there; where an unknown one looks like it, that one is to blame.</summary>
    public RecipeException Missing(string key) => Closest.To(key, members.Keys.Except(asked)) is { } misspelt
        ? Unknown(misspelt)
        : new RecipeException("recipe-missing-key", $"{node.Place}: \"{key}\" is missing") { Expected = $"a value for \"{key}\"" };

    public static RecipeException Wrong(JsonNode at, string expected, string found, string? advice = null) =>
        new("recipe-value", $"{at.Place}: wrong value") { Expected = expected, Found = found, Try = advice };

    public static RecipeException NotOneOf(JsonNode at, string word, IReadOnlyCollection<string> choices, string? advice = null) =>
        new("recipe-unknown-name", $"{at.Place}: unknown name \"{word}\"") { Expected = string.Join(", ", choices), Found = word, Try = advice ?? Closest.Advice(word, choices) };

    public static string Describe(JsonNode value) => value.Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"\"{value.Text}\"",
        _ => value.Text,
    };

    public static double Number(JsonNode value, double min, double max)
    {
        Require(value, JsonTokenType.Number, Range(min, max));
        double number = double.Parse(value.Text, CultureInfo.InvariantCulture);
        return number >= min && number <= max ? number : throw Wrong(value, Range(min, max), value.Text);
    }

    public static int Integer(JsonNode value, int min, int max)
    {
        string expected = $"an integer {Range(min, max)}";
        Require(value, JsonTokenType.Number, expected);
        bool whole = int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
        return whole && number >= min && number <= max ? number : throw Wrong(value, expected, value.Text);
    }

    private RecipeException Unknown(string key) => new("recipe-unknown-key", $"{members[key].Place}: unknown key \"{key}\"")
    {
        Expected = string.Join(", ", asked),
        Found = key,
        Try = Closest.Advice(key, asked),
    };

    private static string Range(double min, double max) => FormattableString.Invariant($"{min} .. {max}");

    private static JsonNode Require(JsonNode value, JsonTokenType kind, string expected) =>
        value.Kind == kind ? value : throw Wrong(value, expected, Describe(value));
}
