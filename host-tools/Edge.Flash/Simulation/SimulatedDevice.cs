namespace Edge.Flash.Simulation;

/// <summary>A device at the other end of a line: takes bytes, sends bytes, and does some things when their time has come.</summary>
public abstract class SimulatedDevice
{
    private readonly HashSet<long> refused = [];
    private long commands;

    /// <summary>Where its bytes go.</summary>
    internal Action<byte[]> Output { get; set; } = _ => { };

    /// <summary>What it did, in words, for whoever watches.</summary>
    internal Action<string> Log { get; set; } = _ => { };

    /// <summary>The time of its next own action; null for none.</summary>
    internal virtual TimeSpan? NextTimer => null;

    /// <summary>Takes one byte from the line.</summary>
    internal abstract void Receive(byte value, TimeSpan now);

    /// <summary>Does what is due.</summary>
    internal virtual void Tick(TimeSpan now)
    {
    }

    /// <summary>Follows the control lines; a device without them ignores it.</summary>
    internal virtual void SetControl(bool dtr, bool rts, TimeSpan now)
    {
    }

    /// <summary>Sets which commands, counted from one, it refuses.</summary>
    internal virtual void Refuse(IEnumerable<Fault> faults) => refused.UnionWith(faults.Where(fault => fault.Kind == FaultKind.Nack).Select(fault => fault.At));

    /// <summary>Counts a command; true where it must be refused.</summary>
    protected bool RefusesNext() => refused.Remove(++commands);

    /// <summary>Sends bytes.</summary>
    protected void Send(params byte[] bytes) => Output(bytes);
}
