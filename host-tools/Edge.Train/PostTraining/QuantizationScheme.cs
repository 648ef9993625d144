using System.Text.Json.Nodes;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using JsonNode = System.Text.Json.Nodes.JsonNode;

namespace Edge.Train.PostTraining;

/// <summary>What a scheme's name stands for: the weight quantizer as a recipe writes it, the range rule, whether channel means are restored.</summary>
public sealed record QuantizationScheme(string Name, string Summary, string Quantizer, IReadOnlyDictionary<string, JsonNode> Fixed, RangeRule Range, bool RestoreMeans)
{
    /// <summary>Schemes with a name of their own; the name of every other weight quantizer is a scheme too.</summary>
    public static IReadOnlyList<QuantizationScheme> Named { get; } =
    [
        new("min-max", "evenly from the smallest to the largest value, one scale a layer: the plain baseline", "fixed", Set(("scale", ScaleGroup.Layer)), RangeRule.Largest, false),
        new("min-max-channel", "the same with one scale an output channel", "fixed", Set(("scale", ScaleGroup.Channel)), RangeRule.Largest, false),
    ];

    // What the packer has no integers for, and weights that only their own training fits.
    private static readonly string[] NoSchemes =
        [FloatWeights.Description.Name, PrunedWeights.Description.Name, Float8Weights.Description.Name, WageWeights.Description.Name];

    /// <summary>Every name <c>--scheme</c> takes.</summary>
    public static IReadOnlyList<string> Names => [.. Named.Select(s => s.Name), .. QuantizerCatalog.Weights.Select(d => d.Name).Except(NoSchemes)];

    /// <summary>Finds a scheme by name.</summary>
    /// <exception cref="QuantizationException">Nobody knows the name; the error names the closest one.</exception>
    public static QuantizationScheme Find(string name) =>
        Named.FirstOrDefault(s => s.Name == name)
        ?? (Names.Contains(name) ? new QuantizationScheme(name, string.Empty, name, Set(), RangeRule.LeastSquares, true) : throw Unknown(name));

    /// <summary>The quantizer as a recipe writes it. Bits are left out where the quantizer has no such parameter.</summary>
    public JsonObject Weights(QuantizationOptions options)
    {
        QuantizerDescription description = QuantizerCatalog.Weights.Single(d => d.Name == Quantizer);
        JsonObject weights = new() { ["type"] = Quantizer };
        foreach ((string key, JsonNode value) in Fixed)
        {
            weights[key] = value.DeepClone();
        }

        if (description.Parameters.Any(p => p.Name == "bits"))
        {
            weights["bits"] = options.Bits;
        }

        foreach ((string key, string value) in options.Parameters)
        {
            weights[key] = QuantizerSettings.Typed(description.Parameters.FirstOrDefault(p => p.Name == key), value);
        }

        return weights;
    }

    private static Dictionary<string, JsonNode> Set(params (string Key, JsonNode Value)[] values) => values.ToDictionary(v => v.Key, v => v.Value);

    private static QuantizationException Unknown(string name)
    {
        QuantizerDescription? weights = QuantizerCatalog.Weights.FirstOrDefault(d => d.Name == name);
        return new QuantizationException("unknown-scheme", weights is null ? $"nobody knows the scheme \"{name}\"" : $"\"{name}\" is no scheme: it needs training")
        {
            Expected = string.Join(", ", Names),
            Found = name,
            Try = weights is not null
                ? $"edge methods {name}, or one of the schemes for {(weights.DeviceForm.StartsWith("none", StringComparison.Ordinal) ? "integers" : "trained weights")}: min-max, analytic-clip, bias-correction"
                : Closest.To(name, Names) is null && QuantizerReader.Hint(name, QuantizerCatalog.Weights) is { } hint ? hint : Closest.Advice(name, Names),
        };
    }
}
