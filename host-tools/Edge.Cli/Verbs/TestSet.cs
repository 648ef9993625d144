using Edge.Errors;
using Edge.Formats.Writing;
using Edge.Train.Data;
using Edge.Train.Recipes;

namespace Edge.Cli.Verbs;

/// <summary>The images a model was not trained on, as its stored input.</summary>
internal static class TestSet
{
    private const double TestShare = 0.2;

    /// <summary>The first <paramref name="limit"/> images of <see cref="Load(ModelDefinition, string?)"/>, or all.</summary>
    public static ImageSet Load(ModelDefinition model, string? source, int? limit)
    {
        ImageSet set = Load(model, source);
        return limit is { } most && most < set.Count ? set.Select([.. Enumerable.Range(0, most)]) : set;
    }

    /// <summary>The test part of <paramref name="source"/>, or of the data the model says it was trained on.</summary>
    public static ImageSet Load(ModelDefinition model, string? source)
    {
        string name = source ?? model.Metadata.GetValueOrDefault("data") as string ?? throw new EdgeException(ExitCode.Usage, "no-data", "the model does not say what data it was trained on")
        {
            Expected = "--data fashion-mnist, mnist, idx:DIR, folder:DIR or csv:FILE",
        };
        InputDefinition input = model.Input;
        InputFit fit = Enum.TryParse(model.Metadata.GetValueOrDefault("fit") as string, ignoreCase: true, out InputFit stored) ? stored : InputFit.Resize;
        var recipe = new Recipe
        {
            Name = model.Name,
            Data = new DataRecipe(name, null, TestShare, 0, null),
            Input = new InputRecipe(input.Height, input.Width, input.Channels, input.Format, input.ZeroPoint, fit),
            Layers = [],
            Training = new TrainingRecipe(1, 1, Convert.ToInt64(model.Metadata.GetValueOrDefault("seed") ?? 1L), new OptimizerRecipe(OptimizerKind.Adam, 0, 0, 0, 0, 0), new ScheduleRecipe(ScheduleKind.Constant, 0, 1, 1, 1), 0, null),
            Source = string.Empty,
        };
        return DataSource.Load(recipe, ".").Test;
    }
}
