namespace Edge.Train.Recipes;

/// <summary>Finds the name a user most likely meant.</summary>
public static class Closest
{
    // A shorter beginning is the beginning of too much.
    private const int ShortestBeginning = 3;

    /// <summary>
    /// The candidate with the smallest edit distance; where that is more than half of the word away, the shortest one that the word begins or that begins it ("xnor": xnor-net); else null.
    /// </summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        string[] all = [.. candidates];
        (string? best, int distance) = (null, int.MaxValue);
        foreach (string candidate in all)
        {
            int d = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (d < distance)
            {
                (best, distance) = (candidate, d);
            }
        }

        return distance <= Math.Max(1, Math.Max(word.Length, best?.Length ?? 0) / 2) ? best : all.Where(c => Begins(c, word) || Begins(word, c)).MinBy(c => c.Length);
    }

    /// <summary>"did you mean X" where something is close, else the whole list.</summary>
    public static string Advice(string word, IReadOnlyCollection<string> candidates) =>
        To(word, candidates) is { } close ? $"did you mean \"{close}\"?" : $"use one of: {string.Join(", ", candidates)}";

    private static bool Begins(string whole, string part) => part.Length >= ShortestBeginning && whole.StartsWith(part, StringComparison.OrdinalIgnoreCase);

    // Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, optimal string alignment).
    private static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                int substitute = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(substitute, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
