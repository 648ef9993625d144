using System.Runtime.InteropServices;

namespace Edge.Flash.Links.Posix;

/// <summary>The functions of the C library that a serial port needs, and the constants in which Linux and macOS differ.</summary>
internal static partial class LibC
{
    internal const int OpenReadWrite = 2;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int IoError = 5;
    internal const int NoSuchDeviceOrAddress = 6;
    internal const int AccessDenied = 13;
    internal const int Busy = 16;
    internal const int NoDevice = 19;
    internal const int NotAFolder = 20;
    internal const int IsAFolder = 21;
    internal const int NotATerminal = 25;
    internal const int LockExclusiveNow = 2 | 4;
    internal const short PollIn = 1;
    internal const short PollOut = 4;
    internal const int ModemDtr = 2;
    internal const int ModemRts = 4;

    private const string Library = "libc";
    private static readonly bool Mac = OperatingSystem.IsMacOS();

    internal static int OpenNoControllingTerminal => Mac ? 0x20000 : 0x100;

    internal static int OpenNonBlocking => Mac ? 4 : 0x800;

    // The function that makes one takes this flag on Linux only.
    internal static int OpenPseudoTerminalNonBlocking => Mac ? 0 : OpenNonBlocking | OpenCloseOnExec;

    internal static int OpenCloseOnExec => Mac ? 0x1000000 : 0x80000;

    internal static int WouldBlock => Mac ? 35 : 11;

    internal static int FlushInput => Mac ? 1 : 0;

    internal static nuint GetModemLines => Mac ? 0x4004746Au : 0x5415u;

    internal static nuint SetModemLines => Mac ? 0x8004746Du : 0x5418u;

    internal static nuint MakeExclusive => Mac ? 0x2000740Du : 0x540Cu;

    internal static nuint SetSpeedOfDriver => 0x80085402u;

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollRequest
    {
        internal int Descriptor;
        internal short Wanted;
        internal short Happened;
    }

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, Span<byte> buffer, nint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nint count);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int descriptor, int operation);

    [LibraryImport(Library, EntryPoint = "tcgetattr", SetLastError = true)]
    internal static partial int GetAttributes(int descriptor, Span<byte> termios);

    [LibraryImport(Library, EntryPoint = "tcsetattr", SetLastError = true)]
    internal static partial int SetAttributes(int descriptor, int when, Span<byte> termios);

    [LibraryImport(Library, EntryPoint = "cfmakeraw")]
    internal static partial void MakeRaw(Span<byte> termios);

    [LibraryImport(Library, EntryPoint = "cfsetspeed", SetLastError = true)]
    internal static partial int SetSpeed(Span<byte> termios, nuint speed);

    [LibraryImport(Library, EntryPoint = "tcflush", SetLastError = true)]
    internal static partial int Flush(int descriptor, int queue);

    [LibraryImport(Library, EntryPoint = "tcdrain", SetLastError = true)]
    internal static partial int Drain(int descriptor);

    [LibraryImport(Library, EntryPoint = "posix_openpt", SetLastError = true)]
    internal static partial int OpenPseudoTerminal(int flags);

    [LibraryImport(Library, EntryPoint = "grantpt", SetLastError = true)]
    internal static partial int GrantPseudoTerminal(int descriptor);

    [LibraryImport(Library, EntryPoint = "unlockpt", SetLastError = true)]
    internal static partial int UnlockPseudoTerminal(int descriptor);

    [LibraryImport(Library, EntryPoint = "ptsname_r", SetLastError = true)]
    internal static partial int NameOfPseudoTerminal(int descriptor, Span<byte> name, nuint size);

    /// <summary>Waits for one descriptor; returns what happened, zero after the timeout.</summary>
    internal static short Wait(int descriptor, short wanted, TimeSpan timeout)
    {
        PollRequest request = new() { Descriptor = descriptor, Wanted = wanted };
        int milliseconds = (int)Math.Ceiling(Math.Clamp(timeout.TotalMilliseconds, 0, int.MaxValue - 1));
        int result = Mac ? PollMac(ref request, 1, milliseconds) : PollLinux(ref request, 1, milliseconds);
        return result > 0 ? request.Happened : (short)0;
    }

    /// <summary>An ioctl whose argument is a pointer to an integer or nothing.</summary>
    internal static int Control(int descriptor, nuint request, ref nint argument) =>
        Mac && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ControlArm64Mac(descriptor, request, 0, 0, 0, 0, 0, 0, ref argument)
            : ControlUsual(descriptor, request, ref argument);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    private static partial int PollLinux(ref PollRequest request, nuint count, int milliseconds);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    private static partial int PollMac(ref PollRequest request, uint count, int milliseconds);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int ControlUsual(int descriptor, nuint request, ref nint argument);

    // Apple's 64-bit ARM passes the arguments of a variadic function on the stack: six unused ones fill the registers.
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int ControlArm64Mac(int descriptor, nuint request, nint r2, nint r3, nint r4, nint r5, nint r6, nint r7, ref nint argument);
}
