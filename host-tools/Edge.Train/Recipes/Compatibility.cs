using Edge.Train.Quantizers;

namespace Edge.Train.Recipes;

/// <summary>Refuses recipes whose parts are each valid but exclude each other, and names the two.</summary>
internal static class Compatibility
{
    private const string Wage = "wage";

    public static void Check(Recipe recipe, JsonNode root)
    {
        bool updates = recipe.Training.Optimizer.Kind == OptimizerKind.Wage;
        foreach (LayerRecipe layer in recipe.Layers.Where(l => l.Weights is not null))
        {
            bool weights = layer.Weights!.Name == Wage;
            if (weights != updates)
            {
                string optimizer = recipe.Training.Optimizer.Kind.ToString().ToLowerInvariant();
                throw Mixed(layer.Place, $"optimizer \"{optimizer}\"", $"weights \"{layer.Weights.Name}\"", "WAGE's updates and its weights share one grid: use both in every layer, or neither");
            }

            if (weights && layer.Norm)
            {
                throw Mixed(layer.Place, "weights \"wage\"", "a norm", "WAGE scales by shifts in place of normalizing: set \"norm\" to false");
            }
        }

        if (updates)
        {
            CheckUpdates(recipe, root);
        }

        CheckPatchScales(recipe);
        if (recipe.Training.Distillation is not null && recipe.Training.LabelSmoothing > 0)
        {
            throw Mixed(root.Place, "distillation", "labelSmoothing", "the teacher's scores are smooth targets already: remove one of them");
        }
    }

    // WAGE's updates keep every parameter within -1 .. 1 and move it by whole steps: only weights made for it stand that.
    private static void CheckUpdates(Recipe recipe, JsonNode root)
    {
        if (recipe.Layers.FirstOrDefault(l => l.Activation?.Name == PactActivations.Description.Name) is { } learned)
        {
            throw Mixed(learned.Place, "optimizer \"wage\"", "activation \"pact\"", "WAGE's updates keep a learned clipping point below 1: use activation \"wage\"");
        }

        if (recipe.Training.Distillation is { Scheme: DistillationScheme.A })
        {
            throw Mixed(root.Place, "optimizer \"wage\"", "distillation with scheme \"a\"", "the teacher would learn by WAGE's updates too: train it first and use scheme \"b\"");
        }
    }

    // A scale for each patch multiplies the reader's sums, so the reader has to be a layer with sums.
    private static void CheckPatchScales(Recipe recipe)
    {
        for (int i = 0; i < recipe.Layers.Count; i++)
        {
            LayerRecipe layer = recipe.Layers[i];
            int input = layer.Input is null ? i - 1 : Index(recipe, layer.Input);
            foreach (int source in new[] { input, Index(recipe, layer.From) }.Where(s => s >= 0))
            {
                LayerRecipe read = recipe.Layers[source];
                bool patch = read.Activation is { Name: "xnor" } quantizer && quantizer.Text("scale") == "patch";
                if (patch && layer.Kind is not (LayerKind.Conv2d or LayerKind.Dense))
                {
                    throw Mixed(layer.Place, $"activation \"xnor\" with a scale for each patch (layer \"{read.Name}\")", $"a layer of another kind reading it (\"{layer.Name}\")", "only conv2d and dense layers multiply by patch scales: use \"scale\": \"fixed\"");
                }
            }
        }
    }

    private static int Index(Recipe recipe, string? name) => name is null ? -1 : recipe.Layers.ToList().FindIndex(l => l.Name == name);

    private static RecipeException Mixed(string place, string first, string second, string advice) =>
        new("recipe-mixed", $"{place}: {first} and {second} cannot be used together") { Expected = $"{first} or {second}", Found = "both", Try = advice };
}
