using Edge.Boards;

namespace Edge.Flash.Simulation;

/// <summary>
/// An ESP32 board: its ROM loader or its firmware, whichever the last reset chose. RTS is wired to reset and DTR to BOOT;
/// on a line without them the board stays where it was started.
/// </summary>
internal sealed class SimulatedEspBoard : SimulatedDevice
{
    private readonly SimulatedEspRom rom;
    private readonly SimulatedWire firmware;
    private bool inLoader;
    private bool hasLines;
    private bool inReset;
    private TimeSpan time;

    internal SimulatedEspBoard(Board board, SimulatedMemory memory, DeviceQuirks quirks, bool inLoader)
    {
        this.inLoader = inLoader;
        rom = new SimulatedEspRom(board, memory, quirks, LeaveLoader) { Output = bytes => Output(bytes), Log = text => Log(text) };
        firmware = new SimulatedWire(board, memory, quirks) { Output = bytes => Output(bytes), Log = text => Log(text) };
    }

    internal override TimeSpan? NextTimer => inLoader || inReset ? null : firmware.NextTimer;

    internal override void Refuse(IEnumerable<Fault> faults)
    {
        IReadOnlyList<Fault> all = [.. faults];
        rom.Refuse(all);
        firmware.Refuse(all);
    }

    internal override void Receive(byte value, TimeSpan now)
    {
        time = now;
        if (!inReset)
        {
            (inLoader ? rom : (SimulatedDevice)firmware).Receive(value, now);
        }
    }

    internal override void Tick(TimeSpan now)
    {
        time = now;
        if (!inLoader && !inReset)
        {
            firmware.Tick(now);
        }
    }

    internal override void SetControl(bool dtr, bool rts, TimeSpan now)
    {
        hasLines = true;

        // Both lines together cancel out in the two transistors of the usual circuit.
        bool reset = rts && !dtr;
        if (inReset && !reset)
        {
            inLoader = dtr && !rts;
            Log(inLoader ? "reset into the loader" : "reset into the firmware");
            rom.Restart();
            firmware.Restart(now);
        }

        inReset = reset;
    }

    // Without lines nobody could bring the board back: BOOT counts as held.
    private void LeaveLoader()
    {
        rom.Restart();
        inLoader = !hasLines;
        if (hasLines)
        {
            firmware.Restart(time);
        }
    }
}
