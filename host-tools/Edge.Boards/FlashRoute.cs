namespace Edge.Boards;

/// <summary>A way to write a board's flash.</summary>
public enum RouteKind
{
    /// <summary>The Wire Protocol of the running nanoFramework firmware.</summary>
    Wire,

    /// <summary>The serial loader in the ROM of an ESP32.</summary>
    EspRom,

    /// <summary>The STM32 system bootloader on a USART (AN3155).</summary>
    Stm32Uart,

    /// <summary>The STM32 system bootloader on USB (DfuSe).</summary>
    Dfuse,

    /// <summary>A drive that takes UF2 files; Edge exports for it and does not write it.</summary>
    Uf2,
}

/// <summary>The line sequence that brings an ESP32 into its ROM loader.</summary>
public enum EspReset
{
    /// <summary>Two transistors on DTR and RTS, as on most development boards.</summary>
    Classic,

    /// <summary>The USB-Serial-JTAG unit inside the chip.</summary>
    UsbJtag,

    /// <summary>No lines: the user holds the BOOT button.</summary>
    None,
}

/// <summary>One entry of a board's <c>flash</c> list.</summary>
public sealed record FlashRoute
{
    /// <summary>Which protocol.</summary>
    public required RouteKind Kind { get; init; }

    /// <summary>Baud rates to try in this order; empty where the route has no serial line.</summary>
    public IReadOnlyList<int> Baud { get; init; } = [];

    /// <summary>The Wire Protocol packet size the firmware is built with, or null for the usual 1024 bytes.</summary>
    public int? Packet { get; init; }

    /// <summary>Whether the firmware shows each region as one erase block, as that of the ESP32 does.</summary>
    public bool ErasesWholeRegion { get; init; }

    /// <summary>Whether the serial line needs even parity.</summary>
    public bool EvenParity { get; init; }

    /// <summary>Reset sequences to try in this order.</summary>
    public IReadOnlyList<EspReset> Reset { get; init; } = [];

    /// <summary>Where the partition table is.</summary>
    public uint? PartitionTableAt { get; init; }

    /// <summary>Where the second-stage bootloader is.</summary>
    public uint? BootloaderAt { get; init; }

    /// <summary>The USB identity of the bootloader, as <c>vvvv:pppp</c>.</summary>
    public string? Usb { get; init; }

    /// <summary>The UF2 family.</summary>
    public uint? FamilyId { get; init; }
}

/// <summary>The words <c>boards.json</c> and <c>--via</c> use for routes.</summary>
public static class RouteNames
{
    private static readonly string[] Names = ["wire", "esp-rom", "stm32-uart", "dfuse", "uf2"];

    /// <summary>Every name, in the order of <see cref="RouteKind"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of a route.</summary>
    public static string NameOf(RouteKind kind) => Names[(int)kind];

    /// <summary>The route of a name; false where there is none.</summary>
    public static bool TryParse(string name, out RouteKind kind)
    {
        int index = Array.IndexOf(Names, name);
        kind = (RouteKind)Math.Max(index, 0);
        return index >= 0;
    }
}
