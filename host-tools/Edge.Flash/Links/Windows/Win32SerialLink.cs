using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Edge.Flash.Links.Windows;

/// <summary>A serial port of Windows, through the few functions it takes.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class Win32SerialLink : IByteLink
{
    private const uint ReadWrite = 0xC0000000;
    private const uint OpenExisting = 3;
    private const int FileNotFound = 2;
    private const int AccessDenied = 5;
    private const int SharingViolation = 32;
    private const uint PurgeReceived = 0x8;
    private readonly SafeFileHandle handle;

    private Win32SerialLink(string name, SafeFileHandle handle)
    {
        Name = name;
        this.handle = handle;
    }

    public string Name { get; }

    public ILinkClock Clock { get; } = new SystemClock();

    internal static Win32SerialLink Open(string name)
    {
        // Serial ports are opened exclusively, so "access denied" is how Windows says that another program has it.
        SafeFileHandle handle = CreateFile($@"\\.\{name}", ReadWrite, 0, 0, OpenExisting, 0, 0);
        if (handle.IsInvalid)
        {
            throw Marshal.GetLastPInvokeError() switch
            {
                FileNotFound => PortErrors.Absent(name),
                AccessDenied or SharingViolation => PortErrors.InUse(name),
                int error => PortErrors.Failed(name, "opening", Marshal.GetPInvokeErrorMessage(error)),
            };
        }

        Win32SerialLink link = new(name, handle);
        link.SetLine(new LineSettings(115200, LinkParity.None));
        return link;
    }

    public int Read(Span<byte> buffer, TimeSpan timeout)
    {
        // Return as soon as one byte is there, or after the timeout.
        CommTimeouts timeouts = new() { ReadInterval = uint.MaxValue, ReadMultiplier = uint.MaxValue, ReadConstant = (uint)Math.Clamp(timeout.TotalMilliseconds, 1, int.MaxValue), WriteConstant = 10_000 };
        Require(SetCommTimeouts(handle, in timeouts));
        Require(ReadFile(handle, buffer, buffer.Length, out int count, 0));
        return count;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            Require(WriteFile(handle, data, data.Length, out int count, 0) && count > 0);
            data = data[count..];
        }

        Require(FlushFileBuffers(handle));
    }

    public void SetLine(LineSettings settings)
    {
        DeviceControlBlock block = new() { Length = (uint)Marshal.SizeOf<DeviceControlBlock>() };
        Require(GetCommState(handle, ref block));
        block.BaudRate = (uint)settings.Baud;
        block.Flags = settings.Parity == LinkParity.Even ? 0x1013u : 0x1011u;
        block.ByteSize = 8;
        block.Parity = settings.Parity == LinkParity.Even ? (byte)2 : (byte)0;
        block.StopBits = 0;
        Require(SetCommState(handle, in block));
    }

    public bool TrySetControl(bool dtr, bool rts)
    {
        bool set = EscapeCommFunction(handle, rts ? 3u : 4u) && EscapeCommFunction(handle, dtr ? 5u : 6u);

        // The driver of USB devices sends RTS only together with a DTR that is written after it.
        return set && EscapeCommFunction(handle, dtr ? 5u : 6u);
    }

    public void DiscardInput() => PurgeComm(handle, PurgeReceived);

    public void Dispose() => handle.Dispose();

    private void Require(bool success)
    {
        if (!success)
        {
            throw PortErrors.Lost(Name, Marshal.GetLastPInvokeErrorMessage());
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct CommTimeouts
    {
        internal uint ReadInterval;
        internal uint ReadMultiplier;
        internal uint ReadConstant;
        internal uint WriteMultiplier;
        internal uint WriteConstant;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct DeviceControlBlock
    {
        internal uint Length;
        internal uint BaudRate;
        internal uint Flags;
        internal ushort Reserved;
        internal ushort XonLimit;
        internal ushort XoffLimit;
        internal byte ByteSize;
        internal byte Parity;
        internal byte StopBits;
        internal byte XonCharacter;
        internal byte XoffCharacter;
        internal byte ErrorCharacter;
        internal byte EofCharacter;
        internal byte EventCharacter;
        internal ushort Reserved1;
    }

    [LibraryImport("kernel32.dll", EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle CreateFile(string name, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool ReadFile(SafeFileHandle handle, Span<byte> buffer, int size, out int count, nint overlapped);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WriteFile(SafeFileHandle handle, ReadOnlySpan<byte> buffer, int size, out int count, nint overlapped);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FlushFileBuffers(SafeFileHandle handle);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetCommTimeouts(SafeFileHandle handle, in CommTimeouts timeouts);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetCommState(SafeFileHandle handle, ref DeviceControlBlock block);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetCommState(SafeFileHandle handle, in DeviceControlBlock block);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool EscapeCommFunction(SafeFileHandle handle, uint function);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool PurgeComm(SafeFileHandle handle, uint flags);
}
