using Edge.Flash.Links;

namespace Edge.Flash.Simulation;

/// <summary>A link to a simulated board in the same process, in virtual time.</summary>
internal sealed class SimulatedLink(string name, SimulationPump pump, VirtualClock clock) : IByteLink
{
    public string Name => name;

    public ILinkClock Clock => clock;

    public int Read(Span<byte> buffer, TimeSpan timeout)
    {
        TimeSpan until = clock.Now + timeout;
        while (true)
        {
            pump.Advance(clock.Now);
            if (pump.HasOutput)
            {
                return pump.Take(buffer);
            }

            RequireConnection();
            if (pump.Next is not { } next || next > until)
            {
                clock.AdvanceTo(until);
                pump.Advance(until);
                return 0;
            }

            clock.AdvanceTo(next);
        }
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        RequireConnection();
        pump.HostWrites(data, clock.Now);
    }

    public void SetLine(LineSettings settings)
    {
    }

    public bool TrySetControl(bool dtr, bool rts)
    {
        pump.SetControl(dtr, rts, clock.Now);
        return true;
    }

    public void DiscardInput()
    {
        pump.Advance(clock.Now);
        pump.DiscardOutput();
    }

    public void Dispose()
    {
    }

    private void RequireConnection()
    {
        if (pump.Disconnected)
        {
            throw PortErrors.Lost(name, "the fault script disconnected it");
        }
    }
}
