namespace Edge.Train.Recipes;

/// <summary>Finds the name a user most likely meant.</summary>
internal static class Closest
{
    /// <summary>The candidate with the smallest edit distance, or null where even that is more than half of the word away.</summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        (string? best, int distance) = (null, int.MaxValue);
        foreach (string candidate in candidates)
        {
            int d = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (d < distance)
            {
                (best, distance) = (candidate, d);
            }
        }

        return distance <= Math.Max(1, Math.Max(word.Length, best?.Length ?? 0) / 2) ? best : null;
    }

    /// <summary>"did you mean X" where something is close, else the whole list.</summary>
    public static string Advice(string word, IReadOnlyCollection<string> candidates) =>
        To(word, candidates) is { } close ? $"did you mean \"{close}\"?" : $"use one of: {string.Join(", ", candidates)}";

    // Levenshtein distance, one row at a time.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitute = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
