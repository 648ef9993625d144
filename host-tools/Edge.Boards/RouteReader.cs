using System.Text.Json;

namespace Edge.Boards;

/// <summary>Reads one entry of a board's <c>flash</c> list.</summary>
internal static class RouteReader
{
    internal static FlashRoute Read(JsonNodeReader node)
    {
        RouteKind kind = node.OneOf("via", [.. RouteNames.All.Select((name, i) => (name, (RouteKind)i))]);
        FlashRoute route = kind switch
        {
            RouteKind.Wire => new FlashRoute { Kind = kind, Baud = node.Counts("baud", 1), Packet = Packet(node), ErasesWholeRegion = node.Has("eraseUnit") && node.OneOf("eraseUnit", ("block", false), ("region", true)) },
            RouteKind.EspRom => new FlashRoute
            {
                Kind = kind,
                Baud = [node.Count("baud", 1)],
                Reset = [.. node.List("reset", 1).Select(item => Reset(node, item))],
                PartitionTableAt = node.Hex("partitionTableAt"),
                BootloaderAt = node.Hex("bootloaderAt"),
            },
            RouteKind.Stm32Uart => new FlashRoute { Kind = kind, Baud = [node.Count("baud", 1)], EvenParity = node.OneOf("parity", ("even", true), ("none", false)) },
            RouteKind.Dfuse => new FlashRoute { Kind = kind, Usb = node.Text("usb") },
            _ => new FlashRoute { Kind = kind, FamilyId = node.Hex("familyId") },
        };
        node.Finish();
        return route;
    }

    private static int? Packet(JsonNodeReader node) =>
        node.OptionalCount("packet", 1) is not { } packet || packet is 128 or 256 or 512 or 1024
            ? node.OptionalCount("packet", 1)
            : throw node.Error("boards-packet", "the Wire Protocol has no such packet size", "128, 256, 512 or 1024", packet.ToString());

    private static EspReset Reset(JsonNodeReader node, JsonElement item) =>
        (item.ValueKind == JsonValueKind.String ? item.GetString() : null) switch
        {
            "classic" => EspReset.Classic,
            "usb-jtag" => EspReset.UsbJtag,
            "none" => EspReset.None,
            _ => throw node.Error("boards-unknown-value", "'reset' has a value this version does not know", "classic, usb-jtag, none", item.GetRawText()),
        };
}
