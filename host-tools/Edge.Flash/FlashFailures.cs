using Edge.Errors;

namespace Edge.Flash;

/// <summary>
/// Every way in which flashing can fail. A script that calls Edge can tell them apart by the exit code alone; docs/exit-codes.md is
/// this table for people. Numbers that were published stay: a new failure takes a free one.
/// </summary>
public static class FlashFailures
{
    internal static readonly FlashFailure PortMalformed = new(20, "port-malformed", "the text after --port names no kind of port");
    internal static readonly FlashFailure ListenMalformed = new(21, "listen-malformed", "the text after --listen names no place to listen at");
    internal static readonly FlashFailure FaultScript = new(22, "fault-script", "a line of the fault script is not a fault");
    internal static readonly FlashFailure FileNeedsWire = new(23, "file-needs-wire", "a file was asked for over a route that carries none");
    internal static readonly FlashFailure FileName = new(24, "file-name", "the name is not one the device takes");
    internal static readonly FlashFailure BoardNeeded = new(25, "board-needed", "several boards have the chip that answers");
    internal static readonly FlashFailure ListenFailed = new(26, "listen-failed", "the place to listen at is taken, or the system has none");

    internal static readonly FlashFailure ImageMissing = new(30, "image-missing", "the file to flash cannot be read");
    internal static readonly FlashFailure ImageEmpty = new(31, "image-empty", "the file to flash has no bytes");
    internal static readonly FlashFailure ImageTooLarge = new(32, "image-too-large", "the file to flash is larger than any board's flash");

    internal static readonly FlashFailure ModelTooLarge = new(40, "model-too-large", "the image is larger than the region or drive");
    internal static readonly FlashFailure FileRefused = new(41, "file-refused", "the device has no storage for files, or no room on it");
    internal static readonly FlashFailure ImageNotAnApp = new(42, "image-not-an-app", "a model was sent where only programs are read");
    internal static readonly FlashFailure BoardNoDrive = new(43, "board-no-drive", "the board has no drive for files");
    internal static readonly FlashFailure BoardNoRoute = new(44, "board-no-route", "the board cannot be flashed by the route asked for");

    internal static readonly FlashFailure PortAbsent = new(50, "port-absent", "there is no port of that name");
    internal static readonly FlashFailure PortPermission = new(51, "port-permission", "the user may not open the port");
    internal static readonly FlashFailure PortInUse = new(52, "port-in-use", "another program has the port open");
    internal static readonly FlashFailure PortNotSerial = new(53, "port-not-serial", "the name belongs to something that is no serial port");
    internal static readonly FlashFailure PortRefused = new(54, "port-refused", "nothing accepts the TCP connection");
    internal static readonly FlashFailure UsbLibraryMissing = new(55, "usb-library-missing", "libusb-1.0 is not installed");
    internal static readonly FlashFailure UsbAbsent = new(56, "usb-absent", "no USB device is in DfuSe mode");
    internal static readonly FlashFailure UsbPermission = new(57, "usb-permission", "the user may not open the USB device");

    internal static readonly FlashFailure DeviceMismatch = new(60, "device-mismatch", "the device differs from its entry in boards.json");
    internal static readonly FlashFailure TargetUnknown = new(61, "target-unknown", "no entry of boards.json has the target name of the device");
    internal static readonly FlashFailure PartitionTableMissing = new(62, "partition-table-missing", "the ESP32 has no nanoFramework partition table");

    internal static readonly FlashFailure DeviceSilent = new(70, "device-silent", "nothing answers on an open port");
    internal static readonly FlashFailure DeviceWrongMode = new(71, "device-wrong-mode", "the device answers, but in another protocol or mode");
    internal static readonly FlashFailure LinkFailed = new(72, "link-failed", "an exchange failed as often as it was tried");
    internal static readonly FlashFailure LinkLost = new(73, "link-lost", "the connection broke off");
    internal static readonly FlashFailure LinkDeadline = new(74, "link-deadline", "the device took longer than allowed");
    internal static readonly FlashFailure PortFailed = new(75, "port-failed", "the system reports an error of the port");
    internal static readonly FlashFailure DeviceUnintelligible = new(76, "device-unintelligible", "bytes arrive, but no answer in any protocol Edge speaks");

    internal static readonly FlashFailure VerifyMismatch = new(80, "verify-mismatch", "the device holds other bytes than the image");
    internal static readonly FlashFailure FlashUnproven = new(81, "flash-unproven", "everything was sent, nothing on the device confirms it");
    internal static readonly FlashFailure VerifyNoReport = new(82, "verify-no-report", "nothing on the device tells what it holds");

    internal static readonly FlashFailure ReadProtected = new(90, "read-protected", "the chip is protected against reading");
    internal static readonly FlashFailure WriteProtected = new(91, "write-protected", "the flash accepts writes and does not change");
    internal static readonly FlashFailure SecureDownloadMode = new(92, "secure-download-mode", "the ESP32 ROM refuses to prove what it wrote");
    internal static readonly FlashFailure DeviceDenied = new(93, "device-denied", "the firmware denies access to the address");

    internal static readonly FlashFailure Interrupted = new((int)ExitCode.Interrupted, "flash-interrupted", "Ctrl-C; the message says what state the device is in");

    /// <summary>The whole table, by number.</summary>
    public static IReadOnlyList<FlashFailure> All { get; } =
    [
        PortMalformed, ListenMalformed, FaultScript, FileNeedsWire, FileName, BoardNeeded, ListenFailed,
        ImageMissing, ImageEmpty, ImageTooLarge,
        ModelTooLarge, FileRefused, ImageNotAnApp, BoardNoDrive, BoardNoRoute,
        PortAbsent, PortPermission, PortInUse, PortNotSerial, PortRefused, UsbLibraryMissing, UsbAbsent, UsbPermission,
        DeviceMismatch, TargetUnknown, PartitionTableMissing,
        DeviceSilent, DeviceWrongMode, LinkFailed, LinkLost, LinkDeadline, PortFailed, DeviceUnintelligible,
        VerifyMismatch, FlashUnproven, VerifyNoReport,
        ReadProtected, WriteProtected, SecureDownloadMode, DeviceDenied,
        Interrupted,
    ];
}
