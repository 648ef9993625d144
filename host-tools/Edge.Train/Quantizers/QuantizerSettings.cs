using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Train.Recipes;

namespace Edge.Train.Quantizers;

/// <summary>Parameters of a quantizer given as words, as on a command line.</summary>
public static class QuantizerSettings
{
    /// <summary>Reads them as a recipe's would be: unknown names and values out of range are refused with what would have been right.</summary>
    /// <exception cref="RecipeException">A parameter that the quantizer does not have, or out of its range.</exception>
    public static QuantizerRecipe Read(QuantizerDescription description, IReadOnlyDictionary<string, string> values)
    {
        JsonObject written = new() { ["type"] = description.Name };
        foreach ((string key, string value) in values)
        {
            written[key] = Typed(description.Parameters.FirstOrDefault(p => p.Name == key), value);
        }

        return QuantizerReader.Read(Recipes.JsonNode.Parse(written.ToJsonString(new JsonSerializerOptions()), "the settings"), [description])!;
    }

    /// <summary>The value with the type its parameter has; the recipe reader judges names and ranges.</summary>
    internal static System.Text.Json.Nodes.JsonNode Typed(QuantizerParameter? parameter, string value) => parameter?.Default switch
    {
        int when int.TryParse(value, out int number) => number,
        double when double.TryParse(value, CultureInfo.InvariantCulture, out double number) => number,
        bool when bool.TryParse(value, out bool flag) => flag,
        _ => value,
    };
}
