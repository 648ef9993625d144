using Edge.Boards;
using Edge.Flash.Links;
using Edge.Flash.Plans;

namespace Edge.Flash;

/// <summary>What was found at one port.</summary>
/// <param name="Port">The port.</param>
/// <param name="UsbId">The USB identity behind it as <c>vvvv:pppp</c>; a hint, null where the system does not tell.</param>
/// <param name="Facts">What the device says of itself; null where nothing answered.</param>
/// <param name="Boards">The boards whose entries agree with everything the device says; for a silent port those that use this USB identity.</param>
/// <param name="Differing">Where no entry agrees, but one has the device's target name: both columns.</param>
/// <param name="Failure">Why nothing answered, or null.</param>
public sealed record DetectedPort(string Port, string? UsbId, DeviceFacts? Facts, IReadOnlyList<Board> Boards, IReadOnlyList<ComparisonRow> Differing, FlashException? Failure);

/// <summary>Asks what is at a port. Sends only questions that change nothing on the device.</summary>
public sealed class BoardDetector
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly Func<string, IByteLink> open;

    /// <summary>Asks at the ports of this machine.</summary>
    public BoardDetector()
        : this(SerialPorts.Open)
    {
    }

    /// <summary>Asks over given links, for example of simulated boards.</summary>
    public BoardDetector(Func<string, IByteLink> open) => this.open = open;

    /// <summary>Asks one port.</summary>
    /// <exception cref="FlashException">Only for Ctrl-C: everything else is part of the answer.</exception>
    public DetectedPort Ask(string port, BoardCatalog catalog, CancellationToken cancellation = default)
    {
        string? usb = SerialPorts.UsbIdOf(port);
        try
        {
            DeviceFacts facts = IdentifyInAnyMode(port, catalog, cancellation);
            IReadOnlyList<Board> candidates = facts.Target is { } target ? catalog.WithTarget(target) : [.. catalog.Boards.Where(board => board.Route(facts.Route) is not null)];
            IReadOnlyList<Board> boards = [.. candidates.Where(board => BoardComparison.Rows(board, facts).All(row => row.Same))];
            IReadOnlyList<ComparisonRow> differing = boards.Count == 0 && candidates.Count == 1 ? [.. BoardComparison.Rows(candidates[0], facts).Where(row => !row.Same)] : [];
            return new DetectedPort(port, usb, facts, boards, differing, null);
        }
        catch (FlashException failure) when (failure.Failure != FlashFailures.Interrupted)
        {
            return new DetectedPort(port, usb, null, usb is null ? [] : [.. catalog.Boards.Where(board => board.Usb.Contains(usb))], [], failure);
        }
    }

    private DeviceFacts IdentifyInAnyMode(string port, BoardCatalog catalog, CancellationToken cancellation)
    {
        FlashException wrongMode;
        try
        {
            return Identify(port, RouteKind.Wire, catalog, cancellation);
        }
        catch (FlashException failure) when (failure.Failure == FlashFailures.DeviceWrongMode)
        {
            wrongMode = failure;
        }

        // Only now is the port closed and free to be opened again.
        return Identify(port, LoaderAt(port) ?? throw wrongMode, catalog, cancellation);
    }

    private DeviceFacts Identify(string port, RouteKind route, BoardCatalog catalog, CancellationToken cancellation) =>
        new FlashService(open).Identify(
            new FlashRequest { Port = port, Image = new FlashImage("", []), Via = route, Catalog = catalog, Options = new FlashOptions { Deadline = Deadline } },
            cancellation: cancellation);

    private RouteKind? LoaderAt(string port)
    {
        using IByteLink link = open(port);
        return DeviceProbe.WhoAnswers(link) switch
        {
            DeviceProbe.EspLoader => RouteKind.EspRom,
            DeviceProbe.Stm32Loader => RouteKind.Stm32Uart,
            _ => null,
        };
    }
}
