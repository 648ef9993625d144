using System.Text.Json;
using Edge.Train.Quantizers;

namespace Edge.Train.Recipes;

/// <summary>Reads a recipe: JSON with comments, every key known, every value in range (docs/recipe.md).</summary>
public static class RecipeReader
{
    private static readonly string[] Fits = ["exact", "crop", "pad", "resize"];
    private static readonly string[] Optimizers = ["adam", "sgd"];
    private static readonly string[] Schedules = ["constant", "cosine", "linear", "step"];

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
        QuantizerRecipe weights = Quantizer(root.Find("weights"), QuantizerCatalog.Weights) ?? QuantizerCatalog.Default(QuantizerCatalog.Weights, "twn");
        QuantizerRecipe activations = Quantizer(root.Find("activations"), QuantizerCatalog.Activations) ?? QuantizerCatalog.Default(QuantizerCatalog.Activations, "wrpn");
        Recipe recipe = new()
        {
            Name = root.Text("name"),
            Data = ReadData(root.Child("data") ?? throw root.Missing("data")),
            Input = ReadInput(root.Child("input") ?? throw root.Missing("input")),
            Layers = ReadLayers(root.Find("layers") ?? throw root.Missing("layers"), weights, activations),
            Training = ReadTraining(root.Child("training") ?? throw root.Missing("training")),
            Source = text,
        };
        root.Finish();
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

    private static List<LayerRecipe> ReadLayers(JsonNode list, QuantizerRecipe weights, QuantizerRecipe activations)
    {
        if (list.Kind != JsonTokenType.StartArray || list.Items.Count == 0)
        {
            throw Section.Wrong(list, "a list of at least one layer", Section.Describe(list));
        }

        List<LayerRecipe> layers = [];
        for (int i = 0; i < list.Items.Count; i++)
        {
            layers.Add(LayerReader.Read(list.Items[i], i, isLast: i == list.Items.Count - 1, weights, activations));
        }

        return layers;
    }

    private static TrainingRecipe ReadTraining(Section section)
    {
        int epochs = section.Integer("epochs", null, 1, 100_000);
        int batch = section.Integer("batch", 100, 2, 65536);
        int seed = section.Integer("seed", 1, 0, int.MaxValue);
        OptimizerRecipe optimizer = ReadOptimizer(section.Child("optimizer"));
        ScheduleRecipe schedule = ReadSchedule(section.Child("schedule"));
        double smoothing = section.Number("labelSmoothing", 0, 0, 0.9);
        AugmentationRecipe? augmentation = section.Child("augmentation") is { } child ? ReadAugmentation(child) : null;
        section.Finish();
        return new TrainingRecipe(epochs, batch, seed, optimizer, schedule, smoothing, augmentation);
    }

    private static OptimizerRecipe ReadOptimizer(Section? section)
    {
        if (section is null)
        {
            return new OptimizerRecipe(OptimizerKind.Adam, 0.001, 0.9, 0.9, 0.999, 0);
        }

        OptimizerKind kind = Enum.Parse<OptimizerKind>(section.Choice("type", "adam", Optimizers), ignoreCase: true);
        OptimizerRecipe optimizer = new(
            kind,
            section.Number("learningRate", kind == OptimizerKind.Adam ? 0.001 : 0.1, 1e-7, 10),
            kind == OptimizerKind.Sgd ? section.Number("momentum", 0.9, 0, 0.9999) : 0,
            kind == OptimizerKind.Adam ? section.Number("beta1", 0.9, 0, 0.9999) : 0,
            kind == OptimizerKind.Adam ? section.Number("beta2", 0.999, 0, 0.999999) : 0,
            section.Number("weightDecay", 0, 0, 1));
        section.Finish();
        return optimizer;
    }

    private static ScheduleRecipe ReadSchedule(Section? section)
    {
        if (section is null)
        {
            return new ScheduleRecipe(ScheduleKind.Cosine, 0, 1, 1, 0);
        }

        ScheduleKind kind = Enum.Parse<ScheduleKind>(section.Choice("type", "cosine", Schedules), ignoreCase: true);
        bool step = kind == ScheduleKind.Step;
        bool falling = kind is ScheduleKind.Cosine or ScheduleKind.Linear;
        ScheduleRecipe schedule = new(
            kind,
            section.Number("warmup", 0, 0, 1000),
            step ? section.Integer("every", null, 1, 100_000) : 1,
            step ? section.Number("factor", 0.1, 0.0001, 1) : 1,
            falling ? section.Number("final", 0, 0, 1) : 0);
        section.Finish();
        return schedule;
    }

    private static AugmentationRecipe ReadAugmentation(Section section)
    {
        AugmentationRecipe augmentation = new(
            section.Number("shift", 0, 0, 64),
            section.Number("rotate", 0, 0, 180),
            section.Number("scale", 0, 0, 0.9),
            section.Flag("flip", false));
        section.Finish();
        return augmentation;
    }

    internal static QuantizerRecipe? Quantizer(JsonNode? node, IReadOnlyList<QuantizerDescription> known)
    {
        if (node is null)
        {
            return null;
        }

        if (node.Kind == JsonTokenType.String)
        {
            return QuantizerCatalog.Default(known, Find(node, node.Text, known).Name);
        }

        Section section = new(node);
        JsonNode name = section.Find("type") ?? throw section.Missing("type");
        QuantizerDescription description = Find(name, section.Text("type"), known);
        Dictionary<string, object> values = [];
        foreach (QuantizerParameter parameter in description.Parameters)
        {
            values[parameter.Name] = parameter.Default switch
            {
                int i => section.Integer(parameter.Name, i, (int)parameter.Min, (int)parameter.Max),
                double d => section.Number(parameter.Name, d, parameter.Min, parameter.Max),
                bool b => section.Flag(parameter.Name, b),
                _ => section.Choice(parameter.Name, (string)parameter.Default, parameter.Choices),
            };
        }

        section.Finish();
        return new QuantizerRecipe(description.Name, values);
    }

    private static QuantizerDescription Find(JsonNode at, string name, IReadOnlyList<QuantizerDescription> known) =>
        known.FirstOrDefault(d => d.Name == name) ?? throw Section.NotOneOf(at, name, [.. known.Select(d => d.Name)]);
}
