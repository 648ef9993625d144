using System.Runtime.InteropServices;
using System.Text;

namespace Edge.Flash.Links.Posix;

/// <summary>
/// A pseudo-terminal: programs open <see cref="Path"/> as if it were a serial port, the simulated board sits at the other end.
/// The terminal side stays open here too, so that a program that closes it does not end the simulation.
/// </summary>
public sealed class PseudoTerminal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
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
    /// <exception cref="FlashException"><c>listen-failed</c>: this system has no pseudo-terminals.</exception>
    public static PseudoTerminal Create()
    {
        if (OperatingSystem.IsWindows())
        {
            throw PortErrors.CannotListen("pty", "Windows has none that serial programs can open; use tcp:PORT");
        }

        int master = LibC.OpenPseudoTerminal(LibC.OpenReadWrite | LibC.OpenNoControllingTerminal | LibC.OpenPseudoTerminalNonBlocking);
        Span<byte> name = stackalloc byte[128];
        if (master < 0 || LibC.GrantPseudoTerminal(master) != 0 || LibC.UnlockPseudoTerminal(master) != 0 || LibC.NameOfPseudoTerminal(master, name, (nuint)name.Length) != 0)
        {
            throw PortErrors.CannotListen("pty", Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }

        string path = Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]);
        int terminal = LibC.Open(path, LibC.OpenReadWrite | LibC.OpenNoControllingTerminal | LibC.OpenCloseOnExec);
        Termios? settings = terminal < 0 ? null : Termios.Of(terminal);
        settings?.MakeRaw(LinkParity.None);
        if (settings is null || !settings.Apply(terminal))
        {
            LibC.Close(master);
            throw PortErrors.CannotListen(path, Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }

        return new PseudoTerminal(master, terminal, path);
    }

    /// <summary>Reads what the other program wrote; zero after the timeout.</summary>
    public int Read(Span<byte> buffer, TimeSpan timeout) =>
        LibC.Wait(master, LibC.PollIn, timeout) == 0 ? 0 : (int)Math.Max(0, LibC.Read(master, buffer, buffer.Length));

    /// <summary>Sends to the other program. As on a serial line, what nobody reads is lost once the buffer in between is full.</summary>
    public void Write(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0 && LibC.Wait(master, LibC.PollOut, Patience) != 0)
        {
            nint count = LibC.Write(master, data, data.Length);
            int error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (count < 0 && error != LibC.WouldBlock && error != LibC.Interrupted)
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
