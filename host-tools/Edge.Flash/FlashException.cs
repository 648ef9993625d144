using Edge.Errors;

namespace Edge.Flash;

/// <summary>A failure of this layer. The factories in <see cref="PortErrors"/>, <see cref="ImageErrors"/> and <see cref="DeviceErrors"/> make them.</summary>
public sealed class FlashException : EdgeException
{
    /// <param name="failure">Which row of <see cref="FlashFailures"/> it is.</param>
    /// <param name="message">One sentence for people, without a trailing period.</param>
    /// <param name="inner">What caused it, or null.</param>
    public FlashException(FlashFailure failure, string message, Exception? inner = null)
        : base(failure.Class, failure.Code, message, inner) => Failure = failure;

    /// <summary>Which failure it is.</summary>
    public FlashFailure Failure { get; }

    /// <inheritdoc/>
    public override int ProcessExit => Failure.Number;

    /// <summary>The same failure, with what it leaves behind added to its message.</summary>
    internal FlashException With(string state) => new(Failure, $"{Message}; {state}", this) { Expected = Expected, Found = Found, Try = Try };
}

/// <summary>
/// One exchange with the device went wrong in a way that trying again may mend: silence, a garbled answer, a refusal of a single packet.
/// Never leaves this assembly: when the attempts are used up it becomes a <see cref="FlashException"/>.
/// </summary>
internal sealed class LinkFaultException(string what, string expected, string found) : Exception($"{what}: expected {expected}, found {found}")
{
    internal string What { get; } = what;

    internal string Expected { get; } = expected;

    internal string Found { get; } = found;

    /// <summary>The error number the device gave; null where it gave none.</summary>
    internal byte? DeviceCode { get; init; }

    /// <summary>What to report when the last attempt ends like this; null for a failed link.</summary>
    internal FlashException? Final { get; init; }
}
