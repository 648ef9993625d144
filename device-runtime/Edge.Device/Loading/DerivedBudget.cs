namespace Edge.Device.Loading;

/// <summary>
/// How many bytes derived layouts may take. At first all that the memory limit leaves; whenever the heap turns out to be too small, three quarters of what they took,
/// and at last none: a board whose heap holds the file's layouts always opens the model.
/// </summary>
internal sealed class DerivedBudget
{
    private const long Least = 512;

    public long Most = long.MaxValue;
    public long Taken;

    /// <summary>Lowers the budget; false where nothing was taken, so that there is nothing to lower.</summary>
    public bool Lower()
    {
        if (Taken == 0)
        {
            return false;
        }

        Most = Taken / 4 * 3 < Least ? 0 : Taken / 4 * 3;
        Taken = 0;
        return true;
    }
}
