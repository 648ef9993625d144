using System.Buffers.Binary;
using Edge.Boards;
using Edge.Flash.Links;
using Edge.Flash.Plans;

namespace Edge.Flash.Wire;

/// <summary>Flashing over the running nanoFramework firmware: files by storage messages, the deploy region by erase, write and CheckMemory.</summary>
internal sealed class WireRoute : IFileRoute
{
    private const int CheckBytes = 65536;
    private const int SameAnswers = 3;
    private static readonly int[] UsualBauds = [921600, 460800, 115200];
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan EraseTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RestartTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StopSettles = TimeSpan.FromMilliseconds(500);
    private readonly IByteLink link;
    private readonly WireClient client;
    private readonly WireQueries queries;
    private readonly IReadOnlyList<int> bauds;
    private PingAnswer? ping;
    private int programBytes = 4;

    internal WireRoute(IByteLink link, IReadOnlyList<int>? bauds)
    {
        this.link = link;
        this.bauds = bauds ?? UsualBauds;
        client = new WireClient(link);
        queries = new WireQueries(client);
    }

    public RouteKind Kind => RouteKind.Wire;

    public Proof Proof => Proof.CheckMemory;

    public bool AnswersAreChecked => PacketsAreChecked;

    public bool PacketsAreChecked => ping is { Crc: true };

    public void Connect()
    {
        foreach (int baud in bauds)
        {
            link.SetLine(new LineSettings(baud, LinkParity.None));
            link.TrySetControl(dtr: true, rts: true);
            LinkReader.Drain(link, TimeSpan.FromMilliseconds(20));
            for (int attempt = 0; attempt < 2; attempt++)
            {
                try
                {
                    ping = queries.Ping(PingTimeout);
                    return;
                }
                catch (LinkFaultException)
                {
                    LinkReader.Drain(link, TimeSpan.FromMilliseconds(20));
                }
            }
        }

        throw Silence();
    }

    public DeviceFacts Identify()
    {
        ping = queries.Ping(PingTimeout);
        DeviceFacts facts = queries.Facts(ping);
        programBytes = facts.ProgramBytes;
        return facts;
    }

    public void Begin()
    {
        if (ping is { InBooter: true })
        {
            return;
        }

        byte[] payload = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(payload, WireFormat.ConditionStopped);
        Accepted(client.Request(WireCommand.ChangeConditions, payload, CommandTimeout), "stopping the program");
        link.Clock.Sleep(StopSettles);
    }

    public void Erase(PlanSegment segment)
    {
        TimeSpan timeout = EraseTimeout + TimeSpan.FromSeconds(40.0 * segment.Length / 1048576);
        WireMessage reply = client.Request(WireCommand.EraseMemory, AddressAndLength(segment.Address, segment.Length), timeout);
        RequireResult(reply, "erase", segment.Address);
    }

    public void Write(PlanSegment segment, ReadOnlyMemory<byte> image, Action<int> progress)
    {
        int chunk = (ping!.PacketBytes - 8) / programBytes * programBytes;
        int padded = (segment.ImageLength + programBytes - 1) / programBytes * programBytes;
        byte[] content = segment.Content(image.Span);
        for (int at = 0; at < padded; at += chunk)
        {
            int length = Math.Min(chunk, padded - at);
            uint address = segment.Address + (uint)at;
            byte[] payload = new byte[8 + length];
            AddressAndLength(address, length).CopyTo(payload, 0);
            content.AsSpan(at, length).CopyTo(payload.AsSpan(8));
            RequireResult(client.Request(WireCommand.WriteMemory, payload, CommandTimeout), "write", address);
            progress(Math.Min(at + length, segment.ImageLength));
        }
    }

    public SegmentDifference? Verify(PlanSegment segment, ReadOnlyMemory<byte> image)
    {
        byte[] content = segment.Content(image.Span);
        for (int at = 0; at < content.Length; at += CheckBytes)
        {
            int length = Math.Min(CheckBytes, content.Length - at);
            uint address = segment.Address + (uint)at;
            uint expected = Checksums.WireCrc(content.AsSpan(at, length));
            if (CrcOf(address, length, expected) is var crc && crc != expected)
            {
                return new SegmentDifference(address, $"CRC {crc:X8} instead of {expected:X8} over {length} bytes at 0x{address:X8}");
            }
        }

        return null;
    }

    public void SendFile(PlanFile file, ReadOnlyMemory<byte> content, Action<int> progress)
    {
        if (ping is { InBooter: true })
        {
            throw DeviceErrors.WrongMode(link.Name, "the nanoFramework interpreter, which owns the drive", "the nanoBooter", "press reset so that the interpreter starts; without a valid firmware install one first (nanoff)");
        }

        for (int at = 0; at < content.Length; at += file.ChunkBytes)
        {
            int length = Math.Min(file.ChunkBytes, content.Length - at);
            byte[] payload = StorageMessage.Encode(file, at == 0 ? WireFormat.StorageWrite : WireFormat.StorageAppend, at, content.Span.Slice(at, length));
            WireMessage reply = client.Request(WireCommand.StorageOperation, payload, CommandTimeout);
            StorageMessage.RequireResult(reply, file.Path);
            progress(at + length);
        }
    }

    public FileReport? AwaitReport(FileReport expected, TimeSpan timeout)
    {
        TimeSpan until = link.Clock.Now + timeout;
        FileReport? last = null;
        int same = 0;
        while (same < SameAnswers && client.NextLine(until) is { } line)
        {
            if (ReportText.Parse(line) is not { } report || !string.Equals(report.Path, expected.Path, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (report.Size == expected.Size && report.Crc32 == expected.Crc32)
            {
                return report;
            }

            // A wrong report may be a damaged line, or one of before the restart: it counts when it stays the same.
            same = report == last ? same + 1 : 1;
            last = report;
        }

        return last;
    }

    public void Recover()
    {
        client.Settle();
        ping = queries.Ping(PingTimeout);
    }

    public void Restart()
    {
        byte[] payload = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(payload, WireFormat.RebootClrOnly);
        try
        {
            client.Request(WireCommand.Reboot, payload, PingTimeout);
        }
        catch (LinkFaultException)
        {
            // The device may restart before it replies; the ping below tells.
        }

        TimeSpan until = link.Clock.Now + RestartTimeout;
        while (true)
        {
            try
            {
                link.Clock.Sleep(TimeSpan.FromMilliseconds(300));
                ping = queries.Ping(PingTimeout);
                return;
            }
            catch (LinkFaultException) when (link.Clock.Now < until)
            {
                // Still starting.
            }
        }
    }

    private static byte[] AddressAndLength(uint address, int length)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, address);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), (uint)length);
        return bytes;
    }

    private static void RequireResult(WireMessage reply, string operation, uint address)
    {
        uint result = !reply.IsNack && reply.Payload.Length >= 4 ? reply.Word(0) : 0;
        if (result != WireFormat.ResultOk)
        {
            string found = reply.IsNack ? "a refusal" : $"error 0x{result:X}";
            FlashException? final = result == WireFormat.ResultDenied ? DeviceErrors.Denied(operation, address) : null;
            throw new LinkFaultException($"{operation} at 0x{address:X8}", "the device to report success", found) { Final = final };
        }
    }

    private static void Accepted(WireMessage reply, string what)
    {
        if (reply.IsNack)
        {
            throw new LinkFaultException(what, "the device to accept it", "a refusal");
        }
    }

    // Without packet CRC the answer itself may be damaged: a wrong one counts when it comes twice.
    private uint CrcOf(uint address, int length, uint expected)
    {
        uint? previous = null;
        for (int attempt = 0; ; attempt++)
        {
            WireMessage reply = client.Request(WireCommand.CheckMemory, AddressAndLength(address, length), CommandTimeout);
            if (reply.IsNack || reply.Payload.Length < 4)
            {
                throw new LinkFaultException($"CheckMemory at 0x{address:X8}", "a CRC", "a refusal");
            }

            uint crc = reply.Word(0);
            if (crc == expected || crc == previous || attempt == SameAnswers)
            {
                return crc;
            }

            previous = crc;
        }
    }

    private FlashException Silence() => DeviceProbe.Explain(link, new Wanted(
        "the nanoFramework Wire Protocol",
        DeviceProbe.Firmware,
        "check that the board runs nanoFramework firmware (install it with nanoff) and press reset; a sleeping device does not answer",
        "press reset without holding BOOT, or flash through the loader: --via esp-rom or --via stm32-uart"));
}
