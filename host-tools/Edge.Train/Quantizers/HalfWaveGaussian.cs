using System.Collections.Concurrent;

namespace Edge.Train.Quantizers;

/// <summary>
/// Levels with the smallest squared error for the positive half of a normal variable (Cai, He, Sun, Vasconcelos 2017), found by Lloyd's algorithm. Positive values never become zero: the
/// lowest step is at zero, the others halfway between two levels.
/// </summary>
internal static class HalfWaveGaussian
{
    private const int Rounds = 20_000;
    private const double Still = 1e-12;
    private static readonly ConcurrentDictionary<int, double> Spacings = new();
    private static readonly ConcurrentDictionary<int, double[]> FreeLevels = new();

    /// <summary>Evenly spaced: the distance d of the levels d, 2 d ... count d.</summary>
    public static double Spacing(int count) => Spacings.GetOrAdd(count, FindSpacing);

    /// <summary>Free levels, ascending: each is the mean of its cell.</summary>
    public static IReadOnlyList<double> Levels(int count) => FreeLevels.GetOrAdd(count, FindLevels);

    private static double FindSpacing(int count)
    {
        double spacing = 1.0 / count;
        for (int round = 0; round < Rounds; round++)
        {
            // The least-squares d for fixed cells: sum of i * mass * mean over sum of i^2 * mass.
            (double products, double squares) = (0, 0);
            for (int i = 1; i <= count; i++)
            {
                (double mass, double moment) = Cell(i == 1 ? 0 : (i - 0.5) * spacing, i == count ? double.PositiveInfinity : (i + 0.5) * spacing);
                products += i * moment;
                squares += (double)i * i * mass;
            }

            double next = products / squares;
            if (Math.Abs(next - spacing) < Still)
            {
                break;
            }

            spacing = next;
        }

        return spacing;
    }

    private static double[] FindLevels(int count)
    {
        double[] levels = [.. Enumerable.Range(1, count).Select(i => (i - 0.5) * 3 / count)];
        for (int round = 0; round < Rounds; round++)
        {
            double moved = 0;
            double[] next = new double[count];
            for (int i = 0; i < count; i++)
            {
                double low = i == 0 ? 0 : (levels[i - 1] + levels[i]) / 2;
                double high = i == count - 1 ? double.PositiveInfinity : (levels[i] + levels[i + 1]) / 2;
                (double mass, double moment) = Cell(low, high);
                next[i] = moment / mass;
                moved = Math.Max(moved, Math.Abs(next[i] - levels[i]));
            }

            levels = next;
            if (moved < Still)
            {
                break;
            }
        }

        return levels;
    }

    // The standard normal density between two bounds, and x times it: the latter integrates to the difference of the density.
    private static (double Mass, double Moment) Cell(double low, double high) => (Tail(low) - Tail(high), Density(low) - Density(high));

    private static double Density(double x) => double.IsInfinity(x) ? 0 : Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    // 1 - Phi(x), by the continued fraction of Laplace beyond 2 and the series of Marsaglia (2004) before it.
    private static double Tail(double x)
    {
        if (double.IsInfinity(x))
        {
            return 0;
        }

        if (x > 2)
        {
            double fraction = x;
            for (int i = 200; i >= 1; i--)
            {
                fraction = x + i / fraction;
            }

            return Density(x) / fraction;
        }

        (double sum, double term) = (x, x);
        for (int i = 3; term > 1e-18 * sum && i < 400; i += 2)
        {
            term *= x * x / i;
            sum += term;
        }

        return 0.5 - sum * Density(x);
    }
}
