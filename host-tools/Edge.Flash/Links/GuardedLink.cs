namespace Edge.Flash.Links;

/// <summary>
/// Bounds every wait: by an overall deadline, so that no sequence of retries can hang, and by cancellation, which lets the exchange in progress
/// finish for a moment and then ends it.
/// </summary>
internal sealed class GuardedLink(IByteLink inner, TimeSpan deadline, CancellationToken cancellation) : IByteLink
{
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly TimeSpan start = inner.Clock.Now;
    private TimeSpan? cancelledAt;

    public string Name => inner.Name;

    public ILinkClock Clock => inner.Clock;

    public int Read(Span<byte> buffer, TimeSpan timeout)
    {
        TimeSpan until = Clock.Now + timeout;
        do
        {
            Check();
            TimeSpan left = until - Clock.Now;
            int count = inner.Read(buffer, left < TimeSpan.Zero ? TimeSpan.Zero : left < Slice ? left : Slice);
            if (count > 0)
            {
                return count;
            }
        }
        while (Clock.Now < until);
        return 0;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        Check();
        inner.Write(data);
    }

    public void SetLine(LineSettings settings) => inner.SetLine(settings);

    public bool TrySetControl(bool dtr, bool rts) => inner.TrySetControl(dtr, rts);

    public void DiscardInput() => inner.DiscardInput();

    public void Dispose()
    {
    }

    private void Check()
    {
        if (Clock.Now - start > deadline)
        {
            throw DeviceErrors.DeadlinePassed("the whole operation", deadline);
        }

        if (cancellation.IsCancellationRequested)
        {
            cancelledAt ??= Clock.Now;
            if (Clock.Now - cancelledAt > Grace)
            {
                throw new OperationCanceledException(cancellation);
            }
        }
    }
}
