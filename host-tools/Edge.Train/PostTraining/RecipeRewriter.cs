using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Train.Layers;
using Edge.Train.Recipes;
using JsonNode = System.Text.Json.Nodes.JsonNode;

namespace Edge.Train.PostTraining;

/// <summary>Writes the recipe that a quantized network would have been trained from: the float one with other quantizers.</summary>
internal static class RecipeRewriter
{
    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonSerializerOptions Writing = new() { WriteIndented = true };

    /// <param name="ranges">Range of the activation by layer index.</param>
    public static string Rewrite(Network network, QuantizationScheme scheme, QuantizationOptions options, IReadOnlyDictionary<int, double> ranges)
    {
        JsonNode root = JsonNode.Parse(network.Recipe.Source, documentOptions: Reading)!;
        JsonArray layers = root["layers"]!.AsArray();
        int[] weighted = [.. Enumerable.Range(0, layers.Count).Where(i => network.Layers[i] is WeightedLayer)];
        for (int i = 0; i < layers.Count; i++)
        {
            JsonObject layer = layers[i]!.AsObject();
            if (network.Layers[i] is WeightedLayer)
            {
                bool edge = i == weighted[0] || i == weighted[^1];
                layer["weights"] = edge && options.EdgeBits is { } bits ? Plain(bits) : scheme.Weights(options);
            }

            if (ranges.TryGetValue(i, out double range))
            {
                layer["activation"] = new JsonObject { ["type"] = "wrpn", ["bits"] = options.ActivationBits, ["range"] = range };
            }
        }

        return root.ToJsonString(Writing);
    }

    private static JsonObject Plain(int bits) => new() { ["type"] = "fixed", ["bits"] = bits };
}
