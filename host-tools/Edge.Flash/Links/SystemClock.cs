using System.Diagnostics;

namespace Edge.Flash.Links;

/// <summary>The real time.</summary>
public sealed class SystemClock : ILinkClock
{
    private readonly long start = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public TimeSpan Now => Stopwatch.GetElapsedTime(start);

    /// <inheritdoc/>
    public void Sleep(TimeSpan time) => Thread.Sleep(time);
}
