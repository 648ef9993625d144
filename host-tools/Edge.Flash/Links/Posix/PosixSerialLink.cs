using System.Runtime.InteropServices;

namespace Edge.Flash.Links.Posix;

/// <summary>A serial port of Linux or macOS, or the terminal side of a pseudo-terminal, which has neither speed nor control lines.</summary>
internal sealed class PosixSerialLink : IByteLink
{
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(10);
    private readonly int descriptor;
    private bool closed;

    private PosixSerialLink(string name, int descriptor)
    {
        Name = name;
        this.descriptor = descriptor;
    }

    public string Name { get; }

    public ILinkClock Clock { get; } = new SystemClock();

    internal static PosixSerialLink Open(string path)
    {
        int descriptor = LibC.Open(path, LibC.OpenReadWrite | LibC.OpenNoControllingTerminal | LibC.OpenNonBlocking | LibC.OpenCloseOnExec);
        if (descriptor < 0)
        {
            throw OpenFailure(path, Marshal.GetLastPInvokeError());
        }

        try
        {
            if (Termios.Of(descriptor) is null)
            {
                throw PortErrors.NotASerialPort(path);
            }

            // Two locks: flock for programs that ask as we do, the terminal's own for all others.
            if (LibC.Lock(descriptor, LibC.LockExclusiveNow) != 0)
            {
                throw PortErrors.InUse(path);
            }

            // The second one ends with the last close, and the maker of a pseudo-terminal keeps it open: nobody could come after us.
            PosixSerialLink link = new(path, descriptor);
            nint none = 0;
            if (!link.IsPseudoTerminal())
            {
                LibC.Control(descriptor, LibC.MakeExclusive, ref none);
            }

            link.SetLine(new LineSettings(115200, LinkParity.None));
            return link;
        }
        catch
        {
            LibC.Close(descriptor);
            throw;
        }
    }

    public int Read(Span<byte> buffer, TimeSpan timeout)
    {
        if (LibC.Wait(descriptor, LibC.PollIn, timeout) == 0)
        {
            return 0;
        }

        nint count = LibC.Read(descriptor, buffer, buffer.Length);
        if (count > 0)
        {
            return (int)count;
        }

        int error = count < 0 ? Marshal.GetLastPInvokeError() : LibC.IoError;
        return error == LibC.WouldBlock || error == LibC.Interrupted ? 0 : throw PortErrors.Lost(Name, Reason(error));
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            nint count = LibC.Write(descriptor, data, data.Length);
            int error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (count < 0 && error != LibC.WouldBlock && error != LibC.Interrupted)
            {
                throw PortErrors.Lost(Name, Reason(error));
            }

            data = data[(int)Math.Max(count, 0)..];
            if (data.Length > 0 && LibC.Wait(descriptor, LibC.PollOut, WriteTimeout) == 0)
            {
                throw PortErrors.Failed(Name, "writing", $"nothing was taken for {WriteTimeout.TotalSeconds:F0} s");
            }
        }

        LibC.Drain(descriptor);
    }

    public void SetLine(LineSettings settings)
    {
        Termios termios = Termios.Of(descriptor) ?? throw PortErrors.Lost(Name, "the port is gone");
        termios.MakeRaw(settings.Parity);
        bool known = termios.TrySetSpeed(settings.Baud);
        if (!termios.Apply(descriptor) && !(settings.Parity == LinkParity.Even && IsPseudoTerminal()))
        {
            throw PortErrors.Failed(Name, "setting the line", Reason(Marshal.GetLastPInvokeError()));
        }

        nint speed = settings.Baud;
        if (!known && !(OperatingSystem.IsMacOS() && LibC.Control(descriptor, LibC.SetSpeedOfDriver, ref speed) == 0))
        {
            throw PortErrors.Failed(Name, "setting the baud rate", $"{settings.Baud} is not a rate this system knows");
        }
    }

    public bool TrySetControl(bool dtr, bool rts)
    {
        nint lines = 0;
        if (LibC.Control(descriptor, LibC.GetModemLines, ref lines) != 0)
        {
            return false;
        }

        lines &= ~(nint)(LibC.ModemDtr | LibC.ModemRts);
        lines |= (dtr ? LibC.ModemDtr : 0) | (rts ? LibC.ModemRts : 0);
        return LibC.Control(descriptor, LibC.SetModemLines, ref lines) == 0;
    }

    public void DiscardInput() => LibC.Flush(descriptor, LibC.FlushInput);

    public void Dispose()
    {
        if (!closed)
        {
            closed = true;
            LibC.Close(descriptor);
        }
    }

    // The C library reports an error where a driver does not keep the parity bit. A pseudo-terminal has no use for it;
    // a real port that drops it cannot talk to the STM32 bootloader.
    private bool IsPseudoTerminal()
    {
        nint lines = 0;
        return LibC.Control(descriptor, LibC.GetModemLines, ref lines) != 0;
    }

    private static FlashException OpenFailure(string path, int error) => error switch
    {
        LibC.NoEntry or LibC.NoSuchDeviceOrAddress or LibC.NoDevice or LibC.NotAFolder => PortErrors.Absent(path),
        LibC.IsAFolder => PortErrors.NotASerialPort(path),
        LibC.AccessDenied or 1 => PortErrors.NoPermission(path),
        LibC.Busy => PortErrors.InUse(path),
        _ => PortErrors.Failed(path, "opening", Reason(error)),
    };

    private static string Reason(int error) => Marshal.GetPInvokeErrorMessage(error);
}
