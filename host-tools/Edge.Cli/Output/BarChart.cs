namespace Edge.Cli.Output;

/// <summary>A horizontal bar a class, for the scores of one image.</summary>
internal static class BarChart
{
    private const int Width = 30;

    /// <summary>Writes one line a label: marker of the best, label, bar from the lowest score to this one, score.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<string> labels, IReadOnlyList<int> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Count; i++)
        {
            if (scores[i] > scores[best])
            {
                best = i;
            }
        }

        int lowest = scores.Min();
        long span = Math.Max(1, (long)scores[best] - lowest);
        int nameWidth = labels.Max(label => label.Length);
        int scoreWidth = scores.Max(score => score.ToString().Length);
        for (int i = 0; i < scores.Count; i++)
        {
            int length = (int)(((long)scores[i] - lowest) * Width / span);
            string bar = new string('#', length).PadRight(Width);
            writer.WriteLine($"{(i == best ? '>' : ' ')} {labels[i].PadRight(nameWidth)}  {bar}  {scores[i].ToString().PadLeft(scoreWidth)}");
        }
    }
}
