using System.Globalization;
using Edge.Flash.Links;
using Edge.Flash.Links.Posix;
using Edge.Flash.Links.Windows;

namespace Edge.Flash;

/// <summary>Opens links by name and lists the serial ports of this machine.</summary>
public static class SerialPorts
{
    private static readonly string[] LinuxPatterns = ["ttyUSB*", "ttyACM*"];
    private static readonly string[] MacPatterns = ["cu.usb*", "cu.SLAB*", "cu.wch*"];

    /// <summary>Opens a port: <c>tcp:HOST:PORT</c>, or the name of a serial port.</summary>
    /// <exception cref="FlashException">Exit code 5, with a code of its own for absent, no permission, in use, not a serial port, refused.</exception>
    public static IByteLink Open(string port)
    {
        if (port.StartsWith("tcp:", StringComparison.Ordinal))
        {
            return OpenTcp(port);
        }

        if (string.IsNullOrWhiteSpace(port))
        {
            throw PortErrors.Malformed(port);
        }

        return OperatingSystem.IsWindows() ? Win32SerialLink.Open(port) : PosixSerialLink.Open(port);
    }

    /// <summary>The serial ports boards are usually on, sorted by name.</summary>
    public static IReadOnlyList<string> List()
    {
        if (OperatingSystem.IsWindows())
        {
            return [.. Enumerable.Range(1, 64).Select(number => $"COM{number}").Where(WindowsPortExists)];
        }

        string[] patterns = OperatingSystem.IsMacOS() ? MacPatterns : LinuxPatterns;
        return [.. patterns.SelectMany(pattern => Directory.EnumerateFileSystemEntries("/dev", pattern)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The USB identity behind a port as <c>vvvv:pppp</c>, or null where the system does not tell.</summary>
    public static string? UsbIdOf(string port)
    {
        string device = $"/sys/class/tty/{Path.GetFileName(port)}/device";
        FileSystemInfo? target = OperatingSystem.IsLinux() && Directory.Exists(device) ? Directory.ResolveLinkTarget(device, returnFinalTarget: true) : null;
        DirectoryInfo? node = target is null ? null : new DirectoryInfo(target.FullName);
        for (int up = 0; node is not null && up < 5; up++, node = node.Parent)
        {
            string vendor = Path.Combine(node.FullName, "idVendor");
            if (File.Exists(vendor))
            {
                return UsbIdIn(node.FullName);
            }
        }

        return null;
    }

    // The files vanish when the board is unplugged while they are read.
    private static string? UsbIdIn(string node)
    {
        try
        {
            return $"{File.ReadAllText(Path.Combine(node, "idVendor")).Trim()}:{File.ReadAllText(Path.Combine(node, "idProduct")).Trim()}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static TcpLink OpenTcp(string port)
    {
        string[] parts = port.Split(':');
        (string host, string number) = parts.Length == 2 ? ("127.0.0.1", parts[1]) : parts.Length == 3 ? (parts[1], parts[2]) : (string.Empty, string.Empty);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is > 0 and < 65536 && host.Length > 0
            ? TcpLink.Open(host, value)
            : throw PortErrors.Malformed(port);
    }

    private static bool WindowsPortExists(string name)
    {
        try
        {
            Open(name).Dispose();
            return true;
        }
        catch (FlashException exception)
        {
            return exception.Code != "port-absent";
        }
    }
}
