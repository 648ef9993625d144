using Edge.Errors;

namespace Edge.Flash;

/// <summary>Failures of a device that was reached, or of what was asked of it.</summary>
internal static class DeviceErrors
{
    internal static FlashException Silent(string port, string protocol, string advice) =>
        new(FlashFailures.DeviceSilent, $"no answer on {port}")
        {
            Expected = $"a device that speaks {protocol}",
            Found = "silence",
            Try = advice,
        };

    internal static FlashException Unintelligible(string port, string protocol, string heard, string advice) =>
        new(FlashFailures.DeviceUnintelligible, $"what arrives on {port} is no answer")
        {
            Expected = $"a device that speaks {protocol}",
            Found = heard,
            Try = $"check that this is the board's port and not looped back or read by another program; {advice}",
        };

    internal static FlashException WrongMode(string port, string expected, string found, string advice) =>
        new(FlashFailures.DeviceWrongMode, $"the device on {port} is in another mode")
        {
            Expected = expected,
            Found = found,
            Try = advice,
        };

    internal static FlashException Mismatch(string what, string expected, string found, string advice) =>
        new(FlashFailures.DeviceMismatch, what) { Expected = expected, Found = found, Try = advice };

    internal static FlashException TargetUnknown(string target) =>
        new(FlashFailures.TargetUnknown, "no board has this target name")
        {
            Expected = "a target name of boards.json",
            Found = target,
            Try = "describe the board in a boards file and name it with --boards FILE",
        };

    internal static FlashException NoPartitionTable(string chip, uint at) =>
        new(FlashFailures.PartitionTableMissing, $"this {chip} has no nanoFramework partition table")
        {
            Expected = $"a partition of type data, subtype 0x84, in the table at 0x{at:X}",
            Found = "none",
            Try = "install the nanoFramework firmware first (nanoff)",
        };

    internal static FlashException TooLarge(string what, long need, long have, string advice) =>
        new(FlashFailures.ModelTooLarge, what)
        {
            Expected = $"at most {have} bytes",
            Found = $"{need} bytes, {need - have} too many",
            Try = advice,
        };

    internal static FlashException ReadProtected(string chip) =>
        new(FlashFailures.ReadProtected, $"the flash of this {chip} is protected against reading")
        {
            Expected = "a chip without read-out protection",
            Found = "the bootloader refuses to read and write",
            Try = "removing the protection erases the whole chip: only do so with the vendor's tool and a firmware image at hand",
        };

    internal static FlashException WriteProtected(uint address, int length) =>
        new(FlashFailures.WriteProtected, $"the flash at 0x{address:X8} is protected against writing")
        {
            Expected = $"{length} bytes that can be erased and written",
            Found = "the device accepts the command, the content does not change",
            Try = "clear the write protection of these sectors in the option bytes with the vendor's tool",
        };

    internal static FlashException SecureMode(string chip) =>
        new(FlashFailures.SecureDownloadMode, $"this {chip} is in secure download mode")
        {
            Expected = "a ROM that computes an MD5 over its flash",
            Found = "a ROM that refuses to read, so nothing can be verified",
            Try = "flash over the running firmware instead: --via wire",
        };

    internal static FlashException Denied(string operation, uint address) =>
        new(FlashFailures.DeviceDenied, $"the device denies to {operation} at 0x{address:X8}")
        {
            Expected = "an address in the deployment region",
            Found = "permission denied",
            Try = "check the board entry against the device: edge boards detect",
        };

    internal static FlashException FileRefused(string path, string reason) =>
        new(FlashFailures.FileRefused, $"the device cannot store {path}")
        {
            Expected = "a drive with room for the file",
            Found = reason,
            Try = "remove other files from the drive, or put the model into the app: edge export MODEL --as resource",
        };

    internal static FlashException VerifyFailed(string where, string expected, string found) =>
        new(FlashFailures.VerifyMismatch, $"the device does not hold what it should, {where}")
        {
            Expected = expected,
            Found = found,
            Try = "run edge flash again; if it fails at the same address twice the flash is worn or the supply is weak",
        };

    internal static FlashException Unproven(string path) =>
        new(FlashFailures.FlashUnproven, $"{path} was sent, but nothing on the device confirms it")
        {
            Expected = "a line 'edge-report' from the device app, or a firmware that checks packets by CRC",
            Found = "no report, and a firmware built without packet CRC",
            Try = "deploy an app that reports its model (docs/flashing.md), or accept the risk with --accept-unproven",
        };

    internal static FlashException NoReport(string path) =>
        new(FlashFailures.VerifyNoReport, $"nothing on the device tells what {path} holds")
        {
            Expected = "a line 'edge-report' from the device app",
            Found = "silence",
            Try = "deploy an app that reports its model (docs/flashing.md); the firmware itself cannot read files back",
        };

    internal static FlashException LinkFailed(string operation, int attempts, LinkFaultException fault) =>
        new(FlashFailures.LinkFailed, $"{operation} failed {attempts} times: {fault.What}", fault)
        {
            Expected = fault.Expected,
            Found = fault.Found,
            Try = "use a shorter cable or a lower baud rate (--baud 115200), then run the same command again: it starts over safely",
        };

    internal static FlashException DeadlinePassed(string operation, TimeSpan limit) =>
        new(FlashFailures.LinkDeadline, $"{operation} took longer than {limit.TotalSeconds:F0} s")
        {
            Expected = $"to be done within {limit.TotalSeconds:F0} s",
            Found = "a device that answers too slowly or not to the point",
            Try = "run the same command again: it starts over safely; --deadline SECONDS allows more time",
        };

    internal static FlashException Interrupted(string state, string advice) =>
        new(FlashFailures.Interrupted, $"interrupted; {state}")
        {
            Expected = "to run to the end",
            Found = "Ctrl-C",
            Try = advice,
        };
}
