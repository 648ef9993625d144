namespace Edge.Pack.Folding;

/// <summary>
/// Where one channel's output rises: step i is passed from an accumulator value in (LastBelow[i], FirstAbove[i]] on. The values are clamped to the reachable range
/// Low .. High: FirstAbove = Low means always passed (LastBelow = Low - 1), LastBelow = High means never (FirstAbove = High + 1).
/// </summary>
internal sealed record Steps(long Low, long High, long[] LastBelow, long[] FirstAbove)
{
    /// <summary>Whether all positions are those of the negated accumulator: a falling channel seen as a rising one.</summary>
    public bool Mirrored { get; init; }

    public int Count => LastBelow.Length;

    /// <summary>
    /// The steps of a function that is monotone in the accumulator: <paramref name="passes"/> tells whether step i is passed at an accumulator value,
    /// false first and true later. Each position is found by bisection of the function itself, so it is exact by definition.
    /// </summary>
    public static Steps OfMonotone(long low, long high, int count, Func<int, long, bool> passes)
    {
        long[] below = new long[count];
        long[] above = new long[count];
        for (int i = 0; i < count; i++)
        {
            long failing = low - 1;
            long passing = high + 1;
            while (passing - failing > 1)
            {
                long middle = failing + ((passing - failing) / 2);
                if (passes(i, middle))
                {
                    passing = middle;
                }
                else
                {
                    failing = middle;
                }
            }

            (below[i], above[i]) = (failing, passing);
        }

        return new Steps(low, high, below, above);
    }
}
