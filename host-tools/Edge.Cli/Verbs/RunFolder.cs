namespace Edge.Cli.Verbs;

/// <summary>Chooses where a training run goes.</summary>
internal static class RunFolder
{
    /// <summary>runs/NAME under the current folder, or the first of NAME-2, NAME-3, ... that is free; with <paramref name="resume"/> the newest that exists.</summary>
    public static string Choose(string name, bool resume)
    {
        string folder = Path.Combine("runs", name);
        string newest = folder;
        for (int i = 2; Directory.Exists(folder); i++)
        {
            newest = folder;
            folder = Path.Combine("runs", $"{name}-{i}");
        }

        return resume ? newest : folder;
    }
}
