namespace Edge.Flash;

/// <summary>The steps of a run, in their order.</summary>
public enum FlashOperation
{
    /// <summary>Reaching the device.</summary>
    Connect,

    /// <summary>Asking it what it is.</summary>
    Identify,

    /// <summary>Erasing flash.</summary>
    Erase,

    /// <summary>Writing flash or a file.</summary>
    Write,

    /// <summary>Asking the device for proof.</summary>
    Verify,

    /// <summary>Restarting the device.</summary>
    Reset,
}

/// <summary>What happens during a run, for whoever draws it.</summary>
/// <param name="Operation">The step.</param>
/// <param name="Done">How much of it is done, in bytes; zero when it begins.</param>
/// <param name="Total">How much there is, in bytes; one for steps that have no size.</param>
/// <param name="Note">A retry or a warning, as a sentence without a period; null for progress.</param>
public sealed record FlashEvent(FlashOperation Operation, long Done, long Total, string? Note = null);
