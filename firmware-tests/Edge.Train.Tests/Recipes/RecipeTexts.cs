using Edge.Train.Recipes;

namespace Edge.Train.Tests.Recipes;

/// <summary>Recipes that tests start from.</summary>
internal static class RecipeTexts
{
    /// <summary>A network of every layer kind for 6 x 6 images.</summary>
    public const string EveryLayer = """
        {
          "name": "every",
          "data": { "source": "csv:data.csv" },
          "input": { "height": 6, "width": 6 },
          "weights": "twn",
          "activations": { "type": "wrpn", "bits": 4, "range": 2 },
          "layers": [
            { "type": "conv2d", "name": "first", "channels": 6, "kernel": 3, "padding": 1, "weights": "fixed" },
            { "type": "depthwiseConv2d", "name": "each", "kernel": 3, "padding": 1, "weights": "binary-connect", "activation": { "type": "signed", "bits": 5 } },
            { "type": "add", "name": "sum", "from": "first" },
            { "type": "maxPool", "kernel": 2 },
            { "type": "conv2d", "name": "signs", "channels": 5, "kernel": [2, 3], "stride": [1, 2], "padding": [0, 1], "weights": { "type": "wrpn", "bits": 3 }, "activation": "sign" },
            { "type": "conv2d", "name": "behind", "channels": 7, "kernel": 3, "padding": 1, "weights": "twn-exact", "norm": false, "bias": true },
            { "type": "averagePool", "kernel": 2, "stride": 1 },
            { "type": "flatten" },
            { "type": "dense", "units": 8, "activation": { "type": "wrpn", "bits": 2 } },
            { "type": "dense", "name": "scores", "units": 3, "weights": { "type": "fixed", "bits": 8, "scale": "layer" } }
          ],
          "training": { "epochs": 2, "batch": 20, "seed": 1 }
        }
        """;

    /// <summary>A small dense network for 6 x 6 images.</summary>
    public static string SmallText(string source = "csv:data.csv", string weights = "\"twn\"", string training = "\"epochs\": 2, \"batch\": 20", string fit = "exact", int classes = 3) => $$"""
        {
          "name": "small", // a comment
          "data": { "source": "{{source}}" },
          "input": { "height": 6, "width": 6, "fit": "{{fit}}" },
          "weights": {{weights}},
          "layers": [
            { "type": "dense", "units": 12 },
            { "type": "dense", "units": {{classes}}, "weights": "fixed" },
          ],
          "training": { {{training}} }
        }
        """;

    public static Recipe Small(string source = "csv:data.csv", string weights = "\"twn\"", string training = "\"epochs\": 2, \"batch\": 20", string fit = "exact", int classes = 3) =>
        RecipeReader.Read(SmallText(source, weights, training, fit, classes), "small.json");

    /// <summary>The small network's distillation as a recipe would have it.</summary>
    public static DistillationRecipe Distilled(string distillation) => Small(training: $"\"epochs\": 1, \"distillation\": {{ {distillation} }}").Training.Distillation!;
}
