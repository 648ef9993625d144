namespace Edge.Flash.Links;

/// <summary>Remembers how much came over a link, and how it began, to tell the user what talks there.</summary>
internal sealed class ListeningLink(IByteLink inner) : IByteLink
{
    private const int Kept = 16;
    private readonly List<byte> first = [];

    public string Name => inner.Name;

    public ILinkClock Clock => inner.Clock;

    /// <summary>How many bytes came.</summary>
    internal long Heard { get; private set; }

    /// <summary>The first of them.</summary>
    internal IReadOnlyList<byte> First => first;

    public int Read(Span<byte> buffer, TimeSpan timeout)
    {
        int count = inner.Read(buffer, timeout);
        Heard += count;
        first.AddRange(buffer[..Math.Min(count, Kept - first.Count)]);
        return count;
    }

    public void Write(ReadOnlySpan<byte> data) => inner.Write(data);

    public void SetLine(LineSettings settings) => inner.SetLine(settings);

    public bool TrySetControl(bool dtr, bool rts) => inner.TrySetControl(dtr, rts);

    public void DiscardInput() => inner.DiscardInput();

    public void Dispose()
    {
    }
}
