using System.Text.Json;
using Edge.Train.Quantizers;

namespace Edge.Train.Recipes;

/// <summary>Reads a recipe: JSON with comments, every key known, every value in range (docs/recipe.md).</summary>
public static class RecipeReader
{
    private static readonly string[] Fits = ["exact", "crop", "pad", "resize"];

    /// <summary>Reads a recipe file; throws <see cref="RecipeException"/> with the line and the path of what is wrong.</summary>
    public static Recipe ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new RecipeException("recipe-missing", $"{path} does not exist")
            {
                Expected = "a recipe: a JSON file as described in docs/recipe.md",
                Try = "edge train samples/fashion/recipe.json",
            };
        }

        return Read(File.ReadAllText(path), Path.GetFileName(path));
    }

    /// <param name="file">The name that messages mention.</param>
    public static Recipe Read(string text, string file)
    {
        Section root = new(JsonNode.Parse(text, file));
        QuantizerRecipe weights = QuantizerReader.Read(root.Find("weights"), QuantizerCatalog.Weights) ?? QuantizerCatalog.Default(QuantizerCatalog.Weights, "twn");
        QuantizerRecipe activations = QuantizerReader.Read(root.Find("activations"), QuantizerCatalog.Activations) ?? QuantizerCatalog.Default(QuantizerCatalog.Activations, "wrpn");
        LayerDefaults defaults = new(weights, QuantizerReader.Read(root.Find("firstLast"), QuantizerCatalog.Weights), activations, NormReader.Read(root.Find("norm"), NormKind.Batch), QuantizerReader.Read(root.Find("errors"), QuantizerCatalog.Errors));
        List<LayerRecipe> layers = ReadLayers(root.Find("layers") ?? throw root.Missing("layers"), defaults);
        Recipe recipe = new()
        {
            Name = root.Text("name"),
            Data = ReadData(root.Child("data") ?? throw root.Missing("data")),
            Input = ReadInput(root.Child("input") ?? throw root.Missing("input")),
            Layers = Widening.Apply(layers, root.Child("widening")),
            Training = TrainingReader.Read(root.Child("training") ?? throw root.Missing("training")),
            Source = text,
        };
        root.Finish();
        Compatibility.Check(recipe, root.Node);
        NetworkPlan.Of(recipe);
        return recipe;
    }

    private static DataRecipe ReadData(Section section)
    {
        DataRecipe data = new(
            section.Text("source"),
            section.OptionalText("test"),
            section.Number("testShare", 0.15, 0.01, 0.9),
            section.Number("validationShare", 0.1, 0.001, 0.9),
            section.Has("limit") ? section.Integer("limit", null, 10, int.MaxValue) : null);
        section.Finish();
        return data;
    }

    private static InputRecipe ReadInput(Section section)
    {
        int bits = section.Integer("bits", 8, 1, 8);
        InputRecipe input = new(
            section.Integer("height", null, 1, 4096),
            section.Integer("width", null, 1, 4096),
            section.Integer("channels", 1, 1, 4),
            bits,
            section.Integer("zeroPoint", 0, 0, (1 << bits) - 1),
            Enum.Parse<InputFit>(section.Choice("fit", "exact", Fits), ignoreCase: true));
        section.Finish();
        return input;
    }

    private static List<LayerRecipe> ReadLayers(JsonNode list, LayerDefaults defaults)
    {
        if (list.Kind != JsonTokenType.StartArray || list.Items.Count == 0)
        {
            throw Section.Wrong(list, "a list of at least one layer", Section.Describe(list));
        }

        List<LayerRecipe> layers = [];
        int first = list.Items.FindIndex(LayerReader.HasWeights);
        int last = list.Items.FindLastIndex(LayerReader.HasWeights);
        for (int i = 0; i < list.Items.Count; i++)
        {
            QuantizerRecipe weights = (i == first || i == last ? defaults.FirstLast : null) ?? defaults.Weights;
            layers.Add(LayerReader.Read(list.Items[i], i, isLast: i == list.Items.Count - 1, defaults with { Weights = weights }));
        }

        return layers;
    }
}
