namespace Edge.Flash;

/// <summary>Failures before the first byte: the port cannot be used.</summary>
internal static class PortErrors
{
    internal static FlashException Absent(string port) =>
        new(FlashFailures.PortAbsent, $"there is no port {port}")
        {
            Expected = "a serial port with a board on it",
            Found = "nothing at that name",
            Try = "plug the board in and run edge boards detect to see the ports; some USB cables carry power only",
        };

    internal static FlashException NoPermission(string port) =>
        new(FlashFailures.PortPermission, $"no permission to open {port}")
        {
            Expected = "read and write permission for this user",
            Found = "the port is there, the system refuses to open it",
            Try = OperatingSystem.IsLinux() ? "add yourself to the group of the port (sudo usermod -aG dialout $USER, then log in again)" : "check the permissions of the port",
        };

    internal static FlashException InUse(string port) =>
        new(FlashFailures.PortInUse, $"another program is using {port}")
        {
            Expected = "a port nobody has open",
            Found = "the port is locked by another program",
            Try = "close the serial monitor, the IDE or the other edge that has it open",
        };

    internal static FlashException NotASerialPort(string port) =>
        new(FlashFailures.PortNotSerial, $"{port} is not a serial port")
        {
            Expected = "a serial port",
            Found = "a file, a folder or a device without line settings",
            Try = "edge boards detect shows the serial ports",
        };

    internal static FlashException Refused(string address, string reason) =>
        new(FlashFailures.PortRefused, $"nothing answers at {address}")
        {
            Expected = "a simulated board or a serial server that listens there",
            Found = reason,
            Try = "start it first, for example: edge simulate-board esp32-rev3 --listen tcp:5333",
        };

    internal static FlashException CannotListen(string listen, string reason) =>
        new(FlashFailures.ListenFailed, $"cannot listen at {listen}")
        {
            Expected = "a place nobody else uses",
            Found = reason,
            Try = "choose another port, or --listen tcp:0 for a free one",
        };

    internal static FlashException Malformed(string port) =>
        new(FlashFailures.PortMalformed, $"'{port}' is not a port")
        {
            Expected = "a serial port such as /dev/ttyUSB0 or COM3, tcp:HOST:PORT, or usb for the DfuSe route",
            Found = port.Length == 0 ? "nothing" : port,
            Try = "edge boards detect shows the serial ports",
        };

    internal static FlashException Failed(string port, string operation, string reason) =>
        new(FlashFailures.PortFailed, $"{operation} failed on {port}")
        {
            Expected = $"{operation} to succeed",
            Found = reason,
            Try = "unplug the board, plug it in again and repeat the command",
        };

    internal static FlashException Lost(string port, string reason) =>
        new(FlashFailures.LinkLost, $"the connection over {port} broke off")
        {
            Expected = "the board to stay connected until the end",
            Found = reason,
            Try = "check cable and power, then run the same command again: it starts over safely",
        };

    internal static FlashException UsbLibraryMissing(string reason) =>
        new(FlashFailures.UsbLibraryMissing, "the USB library libusb-1.0 is not installed")
        {
            Expected = "libusb-1.0",
            Found = reason,
            Try = OperatingSystem.IsLinux() ? "install it (apt-get install libusb-1.0-0), or flash over a serial port: --via stm32-uart or --via wire" : "flash over a serial port: --via stm32-uart or --via wire",
        };

    internal static FlashException NoUsbDevice(string id, string found) =>
        new(FlashFailures.UsbAbsent, $"no USB device {id} in DfuSe mode")
        {
            Expected = $"a device {id} with a DFU interface",
            Found = found,
            Try = "set BOOT0 high, press reset and connect the board's own USB connector (not the one of the debugger)",
        };

    internal static FlashException UsbPermission(string id) =>
        new(FlashFailures.UsbPermission, $"no permission to open the USB device {id}")
        {
            Expected = "read and write permission for this user",
            Found = "the device is there, the system refuses to open it",
            Try = "add a udev rule for it: SUBSYSTEM==\"usb\", ATTR{idVendor}==\"0483\", ATTR{idProduct}==\"df11\", MODE=\"0666\"",
        };
}
