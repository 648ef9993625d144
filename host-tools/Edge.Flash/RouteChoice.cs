using Edge.Boards;
using Edge.Flash.Dfuse;
using Edge.Flash.EspRom;
using Edge.Flash.Links;
using Edge.Flash.Stm32;
using Edge.Flash.Usb;
using Edge.Flash.Wire;

namespace Edge.Flash;

/// <summary>Chooses a route and makes the object that takes it.</summary>
internal static class RouteChoice
{
    private const int UsualBaud = 115200;
    private const uint StmFlashAt = 0x08000000;

    /// <summary>The kind of route for a request: as asked, by the port, or the board's first.</summary>
    internal static RouteKind KindOf(FlashRequest request)
    {
        bool usb = IsUsb(request.Port);
        RouteKind kind = request.Via ?? (usb ? RouteKind.Dfuse : request.Board?.Routes[0].Kind ?? RouteKind.Wire);
        if (request.Board is { } board)
        {
            Of(board, kind);
        }

        return usb == (kind == RouteKind.Dfuse) ? kind : throw PortErrors.Malformed(request.Port);
    }

    /// <summary>The board's entry for a kind of route.</summary>
    internal static FlashRoute Of(Board board, RouteKind kind) =>
        board.Route(kind) is { } route && kind != RouteKind.Uf2
            ? route
            : throw ImageErrors.NoRoute(board.Id, RouteNames.NameOf(kind), string.Join(", ", board.Routes.Where(other => other.Kind != RouteKind.Uf2).Select(other => RouteNames.NameOf(other.Kind))));

    internal static bool IsUsb(string port) => port == "usb" || port.StartsWith("usb:", StringComparison.Ordinal);

    internal static string UsbIdOf(FlashRequest request) =>
        request.Port.StartsWith("usb:", StringComparison.Ordinal) ? request.Port["usb:".Length..] : request.Board?.Route(RouteKind.Dfuse)?.Usb ?? "0483:df11";

    internal static IFlashRoute Make(FlashRequest request, RouteKind kind, IByteLink link)
    {
        FlashRoute? entry = request.Board?.Route(kind);
        int? baud = request.Options.Baud;
        return kind switch
        {
            RouteKind.EspRom => new EspRomRoute(link, entry, request.Board?.FlashBytes, baud),
            RouteKind.Stm32Uart => new Stm32UartRoute(link, baud ?? entry?.Baud[0] ?? UsualBaud, request.Board?.FlashAt ?? StmFlashAt),
            _ => new WireRoute(link, baud is { } only ? [only] : entry?.Baud),
        };
    }

    internal static IFlashRoute Make(IUsbControl usb) => new DfuseRoute(usb);
}
