using System.Text.Json;
using Edge.Errors;
using Edge.Train.Quantizers;
using TorchSharp.Modules;

namespace Edge.Train.Recipes;

/// <summary>Reads a quantizer as a recipe writes it: a name, or an object of "type" and parameters.</summary>
internal static class QuantizerReader
{
    private static readonly (string Key, IReadOnlyList<QuantizerDescription> Known)[] Kinds =
        [("weights", QuantizerCatalog.Weights), ("activations", QuantizerCatalog.Activations), ("errors", QuantizerCatalog.Errors)];

    /// <param name="node">Null where the recipe says nothing.</param>
    public static QuantizerRecipe? Read(JsonNode? node, IReadOnlyList<QuantizerDescription> known)
    {
        if (node is null)
        {
            return null;
        }

        if (node.Kind == JsonTokenType.String)
        {
            return QuantizerCatalog.Default(known, Find(node, node.Text, known).Name);
        }

        if (node.Kind != JsonTokenType.StartObject)
        {
            throw Section.Wrong(node, "a method's name, or an object { \"type\": name, ... }", Section.Describe(node), $"one of: {string.Join(", ", known.Select(d => d.Name))}");
        }

        Section section = new(node);
        JsonNode name = section.Find("type") ?? throw NoType(section, known);
        QuantizerDescription description = Find(name, section.Text("type"), known);
        QuantizerRecipe recipe = new(description.Name, description.Parameters.ToDictionary(p => p.Name, p => Value(section, p)));
        section.Finish();
        Try(node, description, recipe);
        return recipe;
    }

    private static object Value(Section section, QuantizerParameter parameter) => parameter.Default switch
    {
        int i => section.Integer(parameter.Name, i, (int)parameter.Min, (int)parameter.Max),
        double d => section.Number(parameter.Name, d, parameter.Min, parameter.Max),
        bool b => section.Flag(parameter.Name, b),
        string text when parameter.Choices.Count == 0 => section.Text(parameter.Name, text),
        _ => section.Choice(parameter.Name, (string)parameter.Default, parameter.Choices),
    };

    // Parameters may be in range one by one and not together: the quantizer itself knows, and says so before any data is read.
    private static void Try(JsonNode node, QuantizerDescription description, QuantizerRecipe recipe)
    {
        try
        {
            IReadOnlyList<(string, Parameter Value)> learned = description.CreateWeights?.Invoke(recipe).Parameters ?? description.CreateActivations?.Invoke(recipe).Parameters ?? [];
            foreach ((_, Parameter value) in learned)
            {
                value.Dispose();
            }
        }
        catch (EdgeException e) when (e is not RecipeException)
        {
            throw new RecipeException(e.Code, $"{node.Place}: {e.Message}", e) { Expected = e.Expected, Found = e.Found, Try = e.Try };
        }
    }

    private static QuantizerDescription Find(JsonNode at, string name, IReadOnlyList<QuantizerDescription> known)
    {
        if (known.FirstOrDefault(d => d.Name == name) is { } found)
        {
            return found;
        }

        string[] names = [.. known.Select(d => d.Name)];
        throw Section.NotOneOf(at, name, names, Closest.To(name, names) is null ? Hint(name, known) : null);
    }

    /// <summary>What a word may have meant that is close to no name: a method of another kind, or what summaries speak of; null where neither.</summary>
    public static string? Hint(string name, IReadOnlyList<QuantizerDescription> known) => OfAnotherKind(name, known) ?? About(name, known);

    private static string? OfAnotherKind(string name, IReadOnlyList<QuantizerDescription> known)
    {
        string? other = Kinds.Where(k => k.Known != known && k.Known.Any(d => d.Name == name)).Select(k => k.Key).FirstOrDefault();
        return other is null ? null : $"\"{name}\" quantizes {other}, not {Kinds.Single(k => k.Known == known).Key}: \"{other}\": \"{name}\"";
    }

    // No name looks like the word, but a summary may have it: "ternary", "clipping".
    private static string? About(string word, IReadOnlyList<QuantizerDescription> known)
    {
        string[] about = [.. known.Where(d => d.Summary.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(d => d.Name)];
        return about.Length == 0 ? null : $"methods about \"{word}\": {string.Join(", ", about)}";
    }

    private static RecipeException NoType(Section section, IReadOnlyList<QuantizerDescription> known) => new("recipe-missing-key", $"{section.Node.Place}: \"type\" is missing")
    {
        Expected = $"\"type\": one of {string.Join(", ", known.Select(d => d.Name))}",
        Try = section.Node.Members.Where(m => m.Value.Kind == JsonTokenType.String && known.Any(d => d.Name == m.Value.Text)).Select(m => $"\"type\": \"{m.Value.Text}\" in place of \"{m.Key}\"").FirstOrDefault(),
    };
}
