namespace Edge.Train.Compression;

/// <summary>
/// Positions of the non-zero codes as distances (Deep Compression, section 2): each run is the number of zeros before a code, 0 .. 2^bits - 1; where more zeros stand in a row, a zero code
/// is stored after 2^bits - 1 of them. Zeros at the end are not stored: the length says how many there are.
/// </summary>
/// <param name="Runs">Zeros before each stored code.</param>
/// <param name="Codes">The stored codes; 0 where a run was too long.</param>
/// <param name="Length">Codes there were, zeros included.</param>
public sealed record RunLengths(IReadOnlyList<int> Runs, IReadOnlyList<int> Codes, int Length)
{
    public static RunLengths Of(IReadOnlyList<int> codes, int bits)
    {
        int longest = (1 << bits) - 1;
        List<int> runs = [];
        List<int> stored = [];
        int zeros = 0;
        foreach (int code in codes)
        {
            if (code == 0 && zeros < longest)
            {
                zeros++;
                continue;
            }

            runs.Add(zeros);
            stored.Add(code);
            zeros = 0;
        }

        return new RunLengths(runs, stored, codes.Count);
    }

    /// <summary>The codes as they were; null where the runs do not fit the length.</summary>
    public int[]? Expand()
    {
        int[] codes = new int[Length];
        int at = 0;
        for (int i = 0; i < Runs.Count; i++)
        {
            at += Runs[i];
            if (at >= Length)
            {
                return null;
            }

            codes[at++] = Codes[i];
        }

        return codes;
    }
}
