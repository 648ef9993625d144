namespace Edge.Train.Data;

/// <summary>Cuts a set in two by a seed: equal seed, equal cut, whatever the machine.</summary>
public static class DataSplit
{
    private const long Stream = 1L << 32;

    /// <summary>Takes a random share out of a set; both parts keep the set's order.</summary>
    /// <param name="share">0 .. 1 of the set goes to the second part, rounded to whole images.</param>
    public static (ImageSet Kept, ImageSet Taken) Take(ImageSet set, double share, long seed)
    {
        int count = (int)Math.Round(set.Count * share);
        int[] order = new SeededRandom(seed, Stream).Permutation(set.Count);
        int[] taken = order[..count];
        int[] kept = order[count..];
        Array.Sort(taken);
        Array.Sort(kept);
        return (set.Select(kept), set.Select(taken));
    }
}
