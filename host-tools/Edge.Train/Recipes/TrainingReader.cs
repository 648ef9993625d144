namespace Edge.Train.Recipes;

/// <summary>Reads a recipe's training section.</summary>
internal static class TrainingReader
{
    private static readonly string[] Optimizers = ["adam", "sgd", "wage"];
    private static readonly string[] Schedules = ["constant", "cosine", "linear", "step"];
    private static readonly string[] Schemes = ["a", "b", "c"];
    private static readonly (string Key, OptimizerKind Owner)[] OwnKeys = [("momentum", OptimizerKind.Sgd), ("beta1", OptimizerKind.Adam), ("beta2", OptimizerKind.Adam), ("bits", OptimizerKind.Wage)];

    public static TrainingRecipe Read(Section section)
    {
        int epochs = section.Integer("epochs", null, 1, 100_000);
        int batch = section.Integer("batch", 100, 2, 65536);
        int seed = section.Integer("seed", 1, 0, int.MaxValue);
        OptimizerRecipe optimizer = ReadOptimizer(section.TypedChild("optimizer"));
        ScheduleRecipe schedule = ReadSchedule(section.TypedChild("schedule"));
        double smoothing = section.Number("labelSmoothing", 0, 0, 0.9);
        AugmentationRecipe? augmentation = section.Child("augmentation") is { } child ? ReadAugmentation(child) : null;
        string? start = section.OptionalText("start");
        DistillationRecipe? distillation = section.Child("distillation") is { } teacher ? ReadDistillation(teacher, start) : null;
        section.Finish();
        return new TrainingRecipe(epochs, batch, seed, optimizer, schedule, smoothing, augmentation) { Start = start, Distillation = distillation };
    }

    private static OptimizerRecipe ReadOptimizer(Section? section)
    {
        if (section is null)
        {
            return new OptimizerRecipe(OptimizerKind.Adam, 0.001, 0.9, 0.9, 0.999, 0);
        }

        OptimizerKind kind = Enum.Parse<OptimizerKind>(section.Choice("type", "adam", Optimizers), ignoreCase: true);
        string chosen = $"optimizer \"{kind.ToString().ToLowerInvariant()}\"";
        foreach ((string key, OptimizerKind owner) in OwnKeys.Where(k => k.Owner != kind))
        {
            section.Excludes(key, $"optimizer \"{owner.ToString().ToLowerInvariant()}\"", chosen);
        }

        OptimizerRecipe optimizer = kind == OptimizerKind.Wage
            ? new OptimizerRecipe(kind, section.Number("learningRate", 8, 0.001, 128), 0, 0, 0, 0, section.Integer("bits", 8, 4, 16))
            : new OptimizerRecipe(
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

    private static DistillationRecipe ReadDistillation(Section section, string? start)
    {
        DistillationScheme scheme = Enum.Parse<DistillationScheme>(section.Choice("scheme", "b", Schemes), ignoreCase: true);
        if (scheme != DistillationScheme.A)
        {
            section.Excludes("labels", "scheme \"a\", in which the teacher learns", $"scheme \"{scheme.ToString().ToLowerInvariant()}\"");
        }

        DistillationRecipe distillation = new(
            scheme,
            section.Text("teacher"),
            scheme == DistillationScheme.A ? section.Number("labels", 1, 0, 100) : 0,
            section.Number("student", 0.5, 0, 100),
            section.Number("imitation", 0.5, 0, 100),
            section.Number("temperature", 1, 0.1, 100));
        section.Finish();
        if (scheme == DistillationScheme.C != start is not null)
        {
            throw Section.Wrong(
                section.Node,
                "\"start\" in the training section with scheme \"c\", and with no other",
                $"scheme \"{scheme.ToString().ToLowerInvariant()}\" and {(start is null ? "no \"start\"" : "a \"start\"")}",
                "scheme \"c\" tunes a student that starts from trained weights; \"a\" and \"b\" start from random ones");
        }

        return distillation;
    }
}
