namespace Edge.Flash.Links;

/// <summary>The parity bit of a serial line.</summary>
public enum LinkParity
{
    /// <summary>No parity bit.</summary>
    None,

    /// <summary>An even number of ones, as the STM32 bootloader wants it.</summary>
    Even,
}

/// <summary>The settings of a serial line; always eight data bits and one stop bit. Links without a line accept and ignore them.</summary>
/// <param name="Baud">Bits a second.</param>
/// <param name="Parity">The parity bit.</param>
public readonly record struct LineSettings(int Baud, LinkParity Parity);

/// <summary>Time as a link sees it: the real one, or a virtual one that passes only when somebody waits.</summary>
public interface ILinkClock
{
    /// <summary>Time since some fixed moment.</summary>
    TimeSpan Now { get; }

    /// <summary>Lets time pass.</summary>
    void Sleep(TimeSpan time);
}

/// <summary>
/// The one seam between protocols and the world: bytes in both directions, the settings and control lines of a serial port, and time.
/// Every method throws <see cref="FlashException"/> with code <c>link-lost</c> when the other side is gone.
/// </summary>
public interface IByteLink : IDisposable
{
    /// <summary>What messages call it: the port or the address.</summary>
    string Name { get; }

    /// <summary>The time that <see cref="Read"/> waits by.</summary>
    ILinkClock Clock { get; }

    /// <summary>Reads what is there, waiting for the first byte until the timeout.</summary>
    /// <returns>How many bytes were read; zero after the timeout.</returns>
    int Read(Span<byte> buffer, TimeSpan timeout);

    /// <summary>Writes everything, and returns when the link has taken it.</summary>
    void Write(ReadOnlySpan<byte> data);

    /// <summary>Sets baud rate and parity.</summary>
    void SetLine(LineSettings settings);

    /// <summary>Sets the control lines DTR and RTS (true is asserted, which is a low voltage).</summary>
    /// <returns>False where the link has no such lines.</returns>
    bool TrySetControl(bool dtr, bool rts);

    /// <summary>Forgets everything received and not yet read.</summary>
    void DiscardInput();
}
