using Edge.Boards;
using Edge.Flash.Links;
using Edge.Flash.Usb;

namespace Edge.Flash.Simulation;

/// <summary>
/// A board without the board: its flash as bytes, its protocols as the real ones, and faults by script. One object is one board;
/// connecting again finds it as the last connection left it.
/// </summary>
public sealed class SimulatedBoard
{
    private readonly RouteKind route;
    private readonly SimulatedDevice? device;
    private readonly SimulatedDfuse? usb;
    private FaultScript script;
    private SimulationPump? pump;

    /// <param name="board">Which board.</param>
    /// <param name="route">Which protocol it speaks at first; null for its first route.</param>
    /// <param name="script">What goes wrong, on the first connection only.</param>
    /// <exception cref="FlashException">The board does not have that route.</exception>
    public SimulatedBoard(Board board, RouteKind? route = null, FaultScript? script = null)
    {
        Board = board;
        this.script = script ?? FaultScript.None;
        this.route = RouteChoice.Of(board, route ?? board.Routes[0].Kind).Kind;
        Memory = new SimulatedMemory(board, this.script.Quirks);
        if (this.route == RouteKind.Dfuse)
        {
            usb = new SimulatedDfuse(board, Memory, this.script, Clock);
        }
        else
        {
            device = DeviceFor(board);
        }
    }

    /// <summary>Which board it is.</summary>
    public Board Board { get; }

    /// <summary>Its flash and its files.</summary>
    public SimulatedMemory Memory { get; }

    /// <summary>The protocol it speaks at first.</summary>
    public RouteKind Route => route;

    /// <summary>The virtual time of its connections in this process.</summary>
    public VirtualClock Clock { get; } = new();

    /// <summary>How many bytes the last connection carried to the device and back; on USB, how many transfers there were, twice.</summary>
    public (long Host, long Device) Carried => usb is not null ? (usb.Transfers, usb.Transfers) : (pump?.Carried[0] ?? 0, pump?.Carried[1] ?? 0);

    /// <summary>Told what the device does, in words.</summary>
    public Action<string> Log
    {
        set
        {
            if (device is not null)
            {
                device.Log = value;
            }
        }
    }

    /// <summary>Connects to it in this process, in virtual time.</summary>
    public IByteLink Connect()
    {
        return new SimulatedLink($"simulated {Board.Id}", NewPump(), Clock);
    }

    /// <summary>Connects to its USB side in this process, in virtual time.</summary>
    public IUsbControl ConnectUsb()
    {
        SimulatedDfuse control = usb ?? throw PortErrors.NoUsbDevice("0483:df11", $"a simulated board that speaks {RouteNames.NameOf(route)}");
        control.Restart();
        return control;
    }

    /// <summary>The bytes a flash of an app must leave in the deploy region.</summary>
    public ReadOnlySpan<byte> Deployed => Memory.At(Board.Deploy.At, Board.Deploy.Size);

    internal SimulatedDevice Device => device ?? throw PortErrors.Malformed("usb");

    /// <summary>A new connection. The faults of the script happen on the first one.</summary>
    internal SimulationPump NewPump()
    {
        pump = new SimulationPump(Device, script);
        script = script with { Faults = [] };
        return pump;
    }

    private SimulatedDevice DeviceFor(Board board)
    {
        if (board.Route(RouteKind.EspRom) is not null)
        {
            return new SimulatedEspBoard(board, Memory, script.Quirks, inLoader: route == RouteKind.EspRom);
        }

        return route == RouteKind.Stm32Uart ? new SimulatedStm32(board, Memory, script.Quirks) : new SimulatedWire(board, Memory, script.Quirks);
    }
}
