namespace Edge.Formats.Writing.Coding;

/// <summary>A symbol of a coded section (FORMAT.md section 5): one byte, or the same byte several times.</summary>
internal readonly record struct SymbolRun(byte Value, int Repeat) : IComparable<SymbolRun>
{
    public int CompareTo(SymbolRun other) => (Repeat, Value).CompareTo((other.Repeat, other.Value));

    /// <summary>
    /// The bytes as symbols: those of <paramref name="repeated"/> that follow each other as few symbols as <paramref name="repeats"/>, ascending, allows by always taking the
    /// longest that fits, all others one by one.
    /// </summary>
    public static List<SymbolRun> Split(ReadOnlySpan<byte> bytes, byte repeated, ReadOnlySpan<int> repeats)
    {
        List<SymbolRun> symbols = new(bytes.Length);
        for (int i = 0; i < bytes.Length;)
        {
            int repeat = 1;
            if (bytes[i] == repeated && repeats.Length > 0)
            {
                int longest = repeats[^1];
                int run = bytes.Slice(i, Math.Min(longest, bytes.Length - i)).IndexOfAnyExcept(repeated);
                run = run < 0 ? Math.Min(longest, bytes.Length - i) : run;
                for (int r = 0; r < repeats.Length && repeats[r] <= run; r++)
                {
                    repeat = repeats[r];
                }
            }

            symbols.Add(new SymbolRun(bytes[i], repeat));
            i += repeat;
        }

        return symbols;
    }
}
