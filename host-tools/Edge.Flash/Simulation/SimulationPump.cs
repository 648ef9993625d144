namespace Edge.Flash.Simulation;

/// <summary>The line between a host and a simulated device: carries bytes both ways, makes the faults of a script happen, and keeps the order of late bytes.</summary>
internal sealed class SimulationPump
{
    private readonly SimulatedDevice device;
    private readonly List<Fault> pending;
    private readonly Queue<(TimeSpan Due, byte Value)> toDevice = new();
    private readonly Queue<(TimeSpan Due, byte Value)> toHost = new();
    private readonly long[] carried = new long[2];
    private readonly TimeSpan[] heldUntil = new TimeSpan[2];
    private TimeSpan now;

    internal SimulationPump(SimulatedDevice device, FaultScript script)
    {
        this.device = device;
        pending = [.. script.Faults.Where(fault => fault.Kind != FaultKind.Nack)];
        device.Refuse(script.Faults);
        device.Output = bytes => Carry(FaultSide.Device, bytes, toHost);
    }

    /// <summary>Whether the script ended the connection.</summary>
    internal bool Disconnected { get; private set; }

    /// <summary>How many bytes went each way so far, by <see cref="FaultSide"/>.</summary>
    internal IReadOnlyList<long> Carried => carried;

    /// <summary>The next moment at which something happens; null for none.</summary>
    internal TimeSpan? Next
    {
        get
        {
            TimeSpan? next = device.NextTimer;
            foreach (Queue<(TimeSpan Due, byte Value)> queue in (Queue<(TimeSpan, byte)>[])[toDevice, toHost])
            {
                if (queue.Count > 0 && (next is null || queue.Peek().Due < next))
                {
                    next = queue.Peek().Due;
                }
            }

            return next;
        }
    }

    /// <summary>Whether bytes for the host are due.</summary>
    internal bool HasOutput => toHost.Count > 0 && toHost.Peek().Due <= now;

    internal void HostWrites(ReadOnlySpan<byte> data, TimeSpan at)
    {
        Advance(at);
        Carry(FaultSide.Host, data, toDevice);
        Advance(at);
    }

    internal void SetControl(bool dtr, bool rts, TimeSpan at)
    {
        Advance(at);
        device.SetControl(dtr, rts, at);
    }

    /// <summary>Lets everything happen that is due until a moment, in its order.</summary>
    internal void Advance(TimeSpan until)
    {
        while (true)
        {
            TimeSpan byteAt = toDevice.Count > 0 ? toDevice.Peek().Due : TimeSpan.MaxValue;
            TimeSpan timerAt = device.NextTimer ?? TimeSpan.MaxValue;
            TimeSpan at = byteAt < timerAt ? byteAt : timerAt;
            if (at > until)
            {
                break;
            }

            now = at > now ? at : now;
            if (byteAt <= timerAt)
            {
                device.Receive(toDevice.Dequeue().Value, now);
            }
            else
            {
                device.Tick(now);
            }
        }

        now = until > now ? until : now;
    }

    /// <summary>Takes due bytes for the host.</summary>
    internal int Take(Span<byte> buffer)
    {
        int count = 0;
        while (count < buffer.Length && HasOutput)
        {
            buffer[count++] = toHost.Dequeue().Value;
        }

        return count;
    }

    internal void DiscardOutput()
    {
        while (HasOutput)
        {
            toHost.Dequeue();
        }
    }

    private void Carry(FaultSide side, ReadOnlySpan<byte> data, Queue<(TimeSpan Due, byte Value)> queue)
    {
        foreach (byte sent in data)
        {
            long index = carried[(int)side]++;
            if (Disconnected)
            {
                continue;
            }

            byte value = sent;
            if (pending.Count == 0 || !Suffers(side, index, ref value))
            {
                TimeSpan held = heldUntil[(int)side];
                queue.Enqueue((held > now ? held : now, value));
            }
        }
    }

    // True where the byte is lost.
    private bool Suffers(FaultSide side, long index, ref byte value)
    {
        bool lost = false;
        for (int i = pending.Count - 1; i >= 0; i--)
        {
            Fault fault = pending[i];
            if (fault.Side != side || index < fault.At || (fault.Kind == FaultKind.Truncate && index >= fault.At + fault.Amount))
            {
                continue;
            }

            switch (fault.Kind)
            {
                case FaultKind.Drop or FaultKind.Truncate:
                    lost = true;
                    break;
                case FaultKind.Flip:
                    value ^= (byte)(1 << fault.Amount);
                    break;
                case FaultKind.Delay:
                    heldUntil[(int)side] = now + TimeSpan.FromMilliseconds(fault.Amount);
                    break;
                default:
                    Disconnected = true;
                    lost = true;
                    break;
            }

            if (fault.Kind != FaultKind.Truncate || index == fault.At + fault.Amount - 1)
            {
                pending.RemoveAt(i);
            }
        }

        return lost;
    }
}
