using Edge.Flash.Links;

namespace Edge.Flash.Simulation;

/// <summary>Time that passes only when somebody waits: timeouts cost nothing, and runs repeat exactly.</summary>
public sealed class VirtualClock : ILinkClock
{
    /// <inheritdoc/>
    public TimeSpan Now { get; private set; }

    /// <inheritdoc/>
    public void Sleep(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            Now += time;
        }
    }

    internal void AdvanceTo(TimeSpan time) => Now = time > Now ? time : Now;
}
