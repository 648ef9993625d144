using Edge.Train.Data;

namespace Edge.Train.Quantizers;

/// <summary>
/// k-means of numbers on a line (Lloyd's algorithm), with the three starts of Deep Compression (Han, Mao, Dally 2016, section 3.2). On a line a cluster is an interval of the sorted
/// values, so an iteration costs one binary search a centroid.
/// </summary>
public static class Clusters
{
    public const string Linear = "linear";
    public const string Density = "density";
    public const string Random = "random";
    private const int MostIterations = 300;

    /// <summary>Centroids in ascending order: each is the mean of the values nearest to it, or where it started if it has none.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="start">Linear: evenly from the smallest to the largest value. Density: at even steps of the cumulative distribution. Random: values of the data.</param>
    public static double[] Find(IReadOnlyList<float> values, int count, string start, long seed)
    {
        double[] sorted = [.. values.Select(v => (double)v).Order()];
        double[] sums = new double[sorted.Length + 1];
        for (int i = 0; i < sorted.Length; i++)
        {
            sums[i + 1] = sums[i] + sorted[i];
        }

        double[] centroids = Start(sorted, count, start, seed);
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            double[] next = Means(sorted, sums, centroids);
            bool settled = next.AsSpan().SequenceEqual(centroids);
            centroids = next;
            if (settled)
            {
                break;
            }
        }

        return centroids;
    }

    /// <summary>Where Lloyd's iterations begin.</summary>
    /// <param name="sorted">Ascending.</param>
    public static double[] Start(IReadOnlyList<double> sorted, int count, string start, long seed)
    {
        int last = sorted.Count - 1;
        switch (start)
        {
            case Linear:
                return [.. Enumerable.Range(0, count).Select(i => sorted[0] + (sorted[last] - sorted[0]) * (count == 1 ? 0.5 : i / (count - 1.0)))];
            case Density:
                return [.. Enumerable.Range(0, count).Select(i => sorted[(int)Math.Min(last, (i + 0.5) / count * sorted.Count)])];
            default:
                SeededRandom random = new(seed, sorted.Count);
                int[] drawn = [.. Enumerable.Range(0, sorted.Count)];
                for (int i = 0; i < Math.Min(count, drawn.Length); i++)
                {
                    int other = i + (int)(random.NextDouble() * (drawn.Length - i));
                    (drawn[i], drawn[other]) = (drawn[other], drawn[i]);
                }

                return [.. Enumerable.Range(0, count).Select(i => sorted[drawn[i % drawn.Length]]).Order()];
        }
    }

    private static double[] Means(double[] sorted, double[] sums, double[] centroids)
    {
        double[] means = new double[centroids.Length];
        int from = 0;
        for (int c = 0; c < centroids.Length; c++)
        {
            int to = c == centroids.Length - 1 ? sorted.Length : Math.Max(from, FirstAtLeast(sorted, (centroids[c] + centroids[c + 1]) / 2));
            means[c] = to > from ? (sums[to] - sums[from]) / (to - from) : centroids[c];
            from = to;
        }

        Array.Sort(means);
        return means;
    }

    private static int FirstAtLeast(double[] sorted, double value)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
