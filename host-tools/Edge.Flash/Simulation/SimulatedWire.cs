using System.Buffers.Binary;
using System.Text;
using Edge.Boards;
using Edge.Flash.Plans;
using Edge.Flash.Wire;

namespace Edge.Flash.Simulation;

/// <summary>
/// A board whose nanoFramework firmware runs: answers the Wire Protocol as the interpreter does, including its habit of answering a
/// forbidden read with zeros and success. A program on it may report the files it finds.
/// </summary>
internal sealed class SimulatedWire : SimulatedDevice
{
    private static readonly TimeSpan RestartTime = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ReportPeriod = TimeSpan.FromSeconds(2);
    private readonly DeviceQuirks quirks;
    private readonly SimulatedIdentity identity;
    private readonly int packetBytes;
    private readonly WireReceiver receiver;
    private readonly SimulatedSectors sectors;
    private readonly SimulatedStorage storage;
    private readonly SimulatedMemory memory;
    private readonly int heapBytes;
    private ushort sequence;
    private int lastReceived = -1;
    private uint conditions = WireFormat.ConditionProgramRunning;
    private TimeSpan? awakeAt;
    private TimeSpan? reportAt;
    private bool attached;
    private bool inBooter;
    private bool gone;

    internal SimulatedWire(Board board, SimulatedMemory memory, DeviceQuirks quirks)
    {
        this.memory = memory;
        this.quirks = quirks;
        identity = new SimulatedIdentity(board, quirks);
        packetBytes = quirks.PacketBytes ?? board.Route(RouteKind.Wire)?.Packet ?? WireFormat.LargestPayload;
        heapBytes = board.ManagedHeap.EstimateLow;
        receiver = new WireReceiver(packetBytes) { Policy = quirks.PacketCrc ? CrcPolicy.Always : CrcPolicy.Never };
        sectors = new SimulatedSectors(board, memory, quirks);
        storage = new SimulatedStorage(board, memory, quirks.Layout);
    }

    internal override TimeSpan? NextTimer => awakeAt ?? (attached && !gone ? reportAt : null);

    /// <summary>Whether the firmware is starting and hears nothing.</summary>
    private bool Starting => awakeAt is not null || gone;

    internal override void Receive(byte value, TimeSpan now)
    {
        Tick(now);
        if (Starting)
        {
            return;
        }

        switch (receiver.Push(value, now))
        {
            case WireOutcome.BadHeader:
                Complain(WireFlags.BadHeader);
                break;
            case WireOutcome.BadPayload:
                Complain(WireFlags.BadPayload);
                break;
            case WireOutcome.Message:
                Handle(receiver.Message!, now);
                break;
        }
    }

    internal override void Tick(TimeSpan now)
    {
        if (awakeAt <= now)
        {
            reportAt = awakeAt + ReportPeriod / 4;
            awakeAt = null;
            receiver.Reset();
            Announce();
        }

        while (attached && !Starting && reportAt <= now)
        {
            reportAt += ReportPeriod;
            Report();
        }
    }

    /// <summary>Starts the firmware, as after a reset.</summary>
    internal void Restart(TimeSpan now)
    {
        gone = false;
        inBooter = false;
        awakeAt = now + RestartTime;
        reportAt = null;
        conditions = WireFormat.ConditionProgramRunning;
    }

    private void Handle(WireMessage message, TimeSpan now)
    {
        if (message.IsNack || message.IsReply || IsRepeated(message))
        {
            return;
        }

        Log($"{message.Command} {message.Payload.Length} bytes");
        if (RefusesNext())
        {
            Reply(message, null);
            return;
        }

        switch (message.Command)
        {
            case WireCommand.Ping:
                attached = true;
                conditions |= WireFormat.ConditionDebugger;
                reportAt ??= now + ReportPeriod / 4;
                Reply(message, Words(inBooter ? WireFormat.SourceBooter : WireFormat.SourceClr, PingFlags()));
                break;
            case WireCommand.Reboot:
                Reply(message, []);
                Reboot(message.Payload.Length >= 4 ? message.Word(0) : 0, now);
                break;
            case WireCommand.ChangeConditions:
                ChangeConditions(message);
                break;
            default:
                Reply(message, AnswerTo(message));
                break;
        }
    }

    private byte[]? AnswerTo(WireMessage message) => message.Command switch
    {
        WireCommand.TargetInfo => identity.TargetInfo(),
        WireCommand.Capabilities when !inBooter && message.Payload.Length >= 4 => identity.Capability(message.Word(0)),
        WireCommand.MemoryMap => Words(0x3FFE0000, (uint)heapBytes, WireFormat.MemoryRam, memory.FlashAt, (uint)memory.Flash.Length, WireFormat.MemoryFlash),
        WireCommand.FlashSectorMap => sectors.Map(),
        WireCommand.EraseMemory when message.Payload.Length >= 8 => Words(sectors.Erase(message.Word(0), message.Word(1))),
        WireCommand.WriteMemory when message.Payload.Length >= 8 => Words(sectors.Write(message.Word(0), message.Word(1), message.Payload.AsSpan(8))),
        WireCommand.CheckMemory when message.Payload.Length >= 8 => sectors.Check(message.Word(0), message.Word(1)) is { } crc ? Words(crc) : null,
        WireCommand.ReadMemory when message.Payload.Length >= 8 => sectors.Read(message.Word(0), Math.Min(message.Word(1), (uint)packetBytes)),
        WireCommand.StorageOperation when !inBooter && storage.Exists => Words(storage.Execute(message.Payload)),
        _ => null,
    };

    private uint PingFlags() => WireFormat.PacketFlag(packetBytes) | (quirks.PacketCrc ? WireFormat.PingCrc : 0) | (inBooter ? WireFormat.PingHasBooter : 0);

    // The nanoBooter takes a packet with the number of the one before for a repetition and does not even answer it; the interpreter does.
    private bool IsRepeated(WireMessage message)
    {
        bool repeated = inBooter && message.Sequence == lastReceived;
        lastReceived = message.Sequence;
        return repeated;
    }

    // Answers with what the conditions are afterwards: a debugger reads them by changing nothing.
    private void ChangeConditions(WireMessage message)
    {
        if (inBooter || message.Payload.Length < 8)
        {
            Reply(message, null);
            return;
        }

        conditions = (conditions | message.Word(0)) & ~message.Word(1);
        Reply(message, Words(conditions));
    }

    // The interpreter says that it is there when it starts: a ping without payload. Debuggers wait for it after a restart.
    private void Announce()
    {
        if (!inBooter && !gone)
        {
            SendMessage(new WireMessage(WireCommand.Ping, sequence++, 0, WireFlags.NoCaching | WireFlags.NonCritical, []));
        }
    }

    private void Reboot(uint flags, TimeSpan now)
    {
        Log("restart");
        Restart(now);
        inBooter = (flags & 1) != 0;
        gone = (flags & 8) != 0;
    }

    private void Report()
    {
        if (!quirks.AppReports || inBooter || (conditions & WireFormat.ConditionStopped) != 0)
        {
            return;
        }

        foreach ((string path, byte[] content) in memory.Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            byte[] text = Encoding.UTF8.GetBytes(ReportText.Format(new FileReport(path, content.Length, Checksums.Crc32(content))) + "\r\n");
            SendMessage(new WireMessage(WireCommand.Message, sequence++, 0, WireFlags.NonCritical, text));
        }
    }

    private void Complain(WireFlags reason) =>
        SendMessage(new WireMessage(WireCommand.Ping, sequence++, 0, reason | WireFlags.NonCritical | WireFlags.Nack, []));

    private void Reply(WireMessage request, byte[]? payload)
    {
        if ((request.Flags & WireFlags.NonCritical) != 0)
        {
            return;
        }

        WireFlags flags = WireFlags.Reply | WireFlags.NonCritical | (request.Flags & WireFlags.NoCaching) | (payload is null ? WireFlags.Nack : WireFlags.Ack);
        SendMessage(new WireMessage(request.Command, sequence++, request.Sequence, flags, payload ?? []));
    }

    private void SendMessage(WireMessage message) => Send(message.Encode(quirks.PacketCrc));

    private static byte[] Words(params uint[] words)
    {
        byte[] bytes = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        }

        return bytes;
    }
}
