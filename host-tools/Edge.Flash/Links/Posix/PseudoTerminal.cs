using System.Runtime.InteropServices;
using System.Text;

namespace Edge.Flash.Links.Posix;

/// <summary>
/// A pseudo-terminal: programs open <see cref="Path"/> as if it were a serial port, the simulated board sits at the other end.
/// The terminal side stays open here too, so that a program that closes it does not end the simulation.
/// </summary>
public sealed class PseudoTerminal : IDisposable
{
    private static readonly TimeSpan Full = TimeSpan.FromMilliseconds(100);
    private readonly int master;
    private readonly int terminal;
    private bool closed;

    private PseudoTerminal(int master, int terminal, string path)
    {
        this.master = master;
        this.terminal = terminal;
        Path = path;
    }

    /// <summary>The name for the other program, for example <c>/dev/pts/3</c>.</summary>
    public string Path { get; }

    /// <summary>Makes one, in raw mode.</summary>
    /// <exception cref="FlashException"><c>port-failed</c>: this system has no pseudo-terminals.</exception>
    public static PseudoTerminal Create()
    {
        if (OperatingSystem.IsWindows())
        {
            throw PortErrors.Failed("pty", "making a pseudo-terminal", "Windows has none that serial programs can open; use tcp:PORT");
        }

        int master = LibC.OpenPseudoTerminal(LibC.OpenReadWrite | LibC.OpenNoControllingTerminal | LibC.OpenNonBlocking);
        Span<byte> name = stackalloc byte[128];
        if (master < 0 || LibC.GrantPseudoTerminal(master) != 0 || LibC.UnlockPseudoTerminal(master) != 0 || LibC.NameOfPseudoTerminal(master, name, (nuint)name.Length) != 0)
        {
            throw PortErrors.Failed("pty", "making a pseudo-terminal", Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }

        string path = Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]);
        int terminal = LibC.Open(path, LibC.OpenReadWrite | LibC.OpenNoControllingTerminal | LibC.OpenCloseOnExec);
        Termios? settings = terminal < 0 ? null : Termios.Of(terminal);
        settings?.MakeRaw(LinkParity.None);
        if (settings is null || !settings.Apply(terminal))
        {
            LibC.Close(master);
            throw PortErrors.Failed(path, "opening the terminal side", Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }

        return new PseudoTerminal(master, terminal, path);
    }

    /// <summary>Reads what the other program wrote; zero after the timeout.</summary>
    public int Read(Span<byte> buffer, TimeSpan timeout) =>
        LibC.Wait(master, LibC.PollIn, timeout) == 0 ? 0 : (int)Math.Max(0, LibC.Read(master, buffer, buffer.Length));

    /// <summary>Sends to the other program. What nobody reads is lost when the terminal is full, as on a wire.</summary>
    public void Write(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            if (LibC.Wait(master, LibC.PollOut, Full) == 0)
            {
                return;
            }

            nint count = LibC.Write(master, data, data.Length);
            if (count <= 0 && Marshal.GetLastPInvokeError() is var error && error != LibC.WouldBlock && error != LibC.Interrupted)
            {
                throw PortErrors.Lost(Path, Marshal.GetPInvokeErrorMessage(error));
            }

            data = data[(int)Math.Max(count, 0)..];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!closed)
        {
            closed = true;
            LibC.Close(terminal);
            LibC.Close(master);
        }
    }
}
