using System.Globalization;
using Edge.Flash.Plans;

namespace Edge.Flash.Simulation;

/// <summary>
/// What goes wrong, and how the device is unusual. As text: directives separated by semicolons or line ends, <c>#</c> starts a comment.
/// <code>
/// drop host 120; flip device 44 3; nack 5; delay device 100 2500; truncate host 300 40; disconnect host 5000
/// chip 0x442; target ESP32_REV0; move-table 65536; layout old; packet 256; crc on; app silent; protect read
/// </code>
/// </summary>
/// <param name="Faults">Faults on the line.</param>
/// <param name="Quirks">Differences of the device.</param>
public sealed record FaultScript(IReadOnlyList<Fault> Faults, DeviceQuirks Quirks)
{
    /// <summary>No fault, a device as its board entry says.</summary>
    public static FaultScript None { get; } = new([], new DeviceQuirks());

    /// <summary>Reads a script.</summary>
    /// <exception cref="FlashException"><c>fault-script</c>: the directive that is not understood, and those that are.</exception>
    public static FaultScript Parse(string text)
    {
        List<Fault> faults = [];
        DeviceQuirks quirks = new();
        foreach (string line in text.Split(['\n', ';']))
        {
            string directive = line.Split('#')[0].Trim();
            if (directive.Length == 0)
            {
                continue;
            }

            string[] words = directive.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (FaultOf(words) is { } fault)
            {
                faults.Add(fault);
            }
            else
            {
                quirks = QuirksWith(quirks, words) ?? throw NotUnderstood(directive);
            }
        }

        return new FaultScript(faults, quirks);
    }

    private static Fault? FaultOf(string[] words)
    {
        if (words is ["nack", string command] && Number(command) is { } k and > 0)
        {
            return new Fault(FaultKind.Nack, FaultSide.Host, k);
        }

        if (words.Length < 3 || Side(words[1]) is not { } side || Number(words[2]) is not { } at)
        {
            return null;
        }

        long? amount = words.Length == 4 ? Number(words[3]) : null;
        return (words[0], words.Length) switch
        {
            ("drop", 3) => new Fault(FaultKind.Drop, side, at),
            ("disconnect", 3) => new Fault(FaultKind.Disconnect, side, at),
            ("flip", 4) when amount is >= 0 and < 8 => new Fault(FaultKind.Flip, side, at, (int)amount),
            ("delay", 4) when amount is >= 0 and <= 600_000 => new Fault(FaultKind.Delay, side, at, (int)amount),
            ("truncate", 4) when amount is > 0 and <= 65536 => new Fault(FaultKind.Truncate, side, at, (int)amount),
            _ => null,
        };
    }

    private static DeviceQuirks? QuirksWith(DeviceQuirks quirks, string[] words) => words switch
    {
        ["chip", string chip] when Number(chip) is >= 0 and <= uint.MaxValue => quirks with { Chip = (uint)Number(chip)!.Value },
        ["target", string target] => quirks with { Target = target },
        ["move-table", string bytes] when Number(bytes) is { } by && by % 4096 == 0 && by is > 0 and <= 1048576 => quirks with { MovedBy = (int)by },
        ["layout", "old"] => quirks with { Layout = StorageLayout.NameLength },
        ["layout", "new"] => quirks with { Layout = StorageLayout.ZeroTerminated },
        ["packet", "128" or "256" or "512" or "1024"] => quirks with { PacketBytes = (int)Number(words[1])!.Value },
        ["crc", "on"] => quirks with { PacketCrc = true },
        ["crc", "off"] => quirks with { PacketCrc = false },
        ["app", "reports"] => quirks with { AppReports = true },
        ["app", "silent"] => quirks with { AppReports = false },
        ["protect", "read"] => quirks with { ReadProtected = true },
        ["protect", "write"] => quirks with { WriteProtected = true },
        ["secure-download"] => quirks with { SecureDownload = true },
        _ => null,
    };

    private static FaultSide? Side(string word) => word switch
    {
        "host" => FaultSide.Host,
        "device" => FaultSide.Device,
        _ => null,
    };

    private static long? Number(string word)
    {
        bool hex = word.StartsWith("0x", StringComparison.Ordinal);
        return long.TryParse(hex ? word.AsSpan(2) : word, hex ? NumberStyles.HexNumber : NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;
    }

    private static FlashException NotUnderstood(string directive) => new(FlashFailures.FaultScript, $"'{directive}' is not a fault")
    {
        Expected = "drop|disconnect SIDE BYTE, flip SIDE BYTE BIT, delay SIDE BYTE MS, truncate SIDE BYTE COUNT (SIDE is host or device), nack K, chip N, target NAME, move-table BYTES, layout old|new, packet 128|256|512|1024, crc on|off, app reports|silent, protect read|write, secure-download",
        Found = directive,
        Try = "separate directives by semicolons, for example: drop host 120; crc on",
    };
}
