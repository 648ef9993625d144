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
    private const int TargetInfoBytes = 336;
    private static readonly TimeSpan RestartTime = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ReportPeriod = TimeSpan.FromSeconds(2);
    private readonly DeviceQuirks quirks;
    private readonly string target;
    private readonly int packetBytes;
    private readonly WireReceiver receiver;
    private readonly SimulatedSectors sectors;
    private readonly SimulatedStorage storage;
    private readonly SimulatedMemory memory;
    private readonly int heapBytes;
    private ushort sequence = 0x4000;
    private TimeSpan? awakeAt;
    private TimeSpan? reportAt;
    private bool attached;
    private bool inBooter;
    private bool gone;

    internal SimulatedWire(Board board, SimulatedMemory memory, DeviceQuirks quirks)
    {
        this.memory = memory;
        this.quirks = quirks;
        target = quirks.Target ?? board.Target;
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
    }

    private void Handle(WireMessage message, TimeSpan now)
    {
        if (message.IsNack || message.IsReply)
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
                reportAt ??= now + ReportPeriod / 4;
                Reply(message, Words(inBooter ? WireFormat.SourceBooter : WireFormat.SourceClr, PingFlags()));
                break;
            case WireCommand.Reboot:
                Reply(message, []);
                Reboot(message.Payload.Length >= 4 ? message.Word(0) : 0, now);
                break;
            case WireCommand.ChangeConditions:
                Stop(message);
                break;
            default:
                Reply(message, AnswerTo(message));
                break;
        }
    }

    private byte[]? AnswerTo(WireMessage message) => message.Command switch
    {
        WireCommand.TargetInfo => TargetInfo(),
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

    private byte[] TargetInfo()
    {
        byte[] info = new byte[TargetInfoBytes];
        ushort[] version = quirks.Layout == StorageLayout.NameLength ? [1, 17, 0, 201] : [1, 17, 0, 300];
        for (int i = 0; i < version.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(info.AsSpan(8 + 2 * i), version[i]);
        }

        Encoding.ASCII.GetBytes("nanoCLR simulated by edge", info.AsSpan(16, 127));
        Encoding.ASCII.GetBytes(target.Length < 32 ? target : target[..31], info.AsSpan(144, 31));
        return info;
    }

    private void Stop(WireMessage message)
    {
        if (inBooter || message.Payload.Length < 8)
        {
            Reply(message, null);
            return;
        }

        if ((message.Word(0) & WireFormat.ConditionStopped) != 0)
        {
            reportAt = TimeSpan.MaxValue;
        }

        Reply(message, Words(message.Word(0)));
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
        if (!quirks.AppReports || inBooter)
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
