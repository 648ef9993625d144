namespace Edge.Train.Recipes;

/// <summary>
/// WRPN's widening (Mishra, Nurvitadhi, Cook, Marr 2017): a factor on the number of filters of the first layers, or of all. Layers whose
/// outputs are added together have one width, so they are widened together: as soon as one of them belongs to the first ones. The last layer's outputs are the
/// classes and stay.
/// </summary>
internal static class Widening
{
    public static IReadOnlyList<LayerRecipe> Apply(List<LayerRecipe> layers, Section? section)
    {
        if (section is null)
        {
            return layers;
        }

        double factor = section.Number("factor", 2, 1, 16);
        double share = section.Number("layers", 1, 0.01, 1);
        section.Finish();
        int[] width = Groups(layers);
        int[] withWidth = [.. Enumerable.Range(0, layers.Count).Where(i => layers[i].Channels is not null)];
        int first = Math.Max(1, (int)Math.Round(share * withWidth.Length, MidpointRounding.AwayFromZero));
        HashSet<int> widened = [.. withWidth.Take(first).Select(i => width[i])];
        widened.Remove(width[^1]);
        return [.. layers.Select((layer, i) => layer.Channels is { } channels && widened.Contains(width[i])
            ? layer with { Channels = Math.Min(65535, (int)Math.Round(channels * factor, MidpointRounding.AwayFromZero)) }
            : layer)];
    }

    // For each layer the smallest number of a layer that its output must be as wide as.
    private static int[] Groups(List<LayerRecipe> layers)
    {
        int[] group = [.. Enumerable.Range(0, layers.Count)];
        for (int i = 0; i < layers.Count; i++)
        {
            LayerRecipe layer = layers[i];
            if (layer.Channels is not null)
            {
                continue;
            }

            int input = layer.Input is null ? i - 1 : layers.FindIndex(l => l.Name == layer.Input);
            Unite(group, i, input);
            Unite(group, i, layers.FindIndex(l => l.Name == layer.From));
        }

        return group;
    }

    // The image itself (-1) and names that nobody has cannot be widened; the plan reports the latter.
    private static void Unite(int[] group, int layer, int other)
    {
        if (other < 0)
        {
            return;
        }

        (int from, int to) = (Math.Max(group[layer], group[other]), Math.Min(group[layer], group[other]));
        for (int i = 0; i < group.Length; i++)
        {
            group[i] = group[i] == from ? to : group[i];
        }
    }
}
