using System.Buffers.Binary;
using System.Text;
using Edge.Boards;
using Edge.Flash.Plans;

namespace Edge.Flash.Wire;

/// <summary>The answer to a ping.</summary>
/// <param name="InBooter">Whether the nanoBooter answers instead of the interpreter.</param>
/// <param name="Crc">Whether the firmware checks CRCs.</param>
/// <param name="PacketBytes">The largest payload.</param>
internal sealed record PingAnswer(bool InBooter, bool Crc, int PacketBytes);

/// <summary>The questions that change nothing on the device, and how their answers are read.</summary>
internal sealed class WireQueries(WireClient client)
{
    private const int VersionBytes = 8;
    private const int TargetInfoBytes = 2 * VersionBytes + 128 + 32 + 32 + 128;
    private const int SectorBytes = 16;
    private static readonly Version LastWithNameLength = new(1, 17, 0, 257);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    internal PingAnswer Ping(TimeSpan timeout)
    {
        byte[] payload = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(payload, WireFormat.SourceHost);
        client.Policy = CrcPolicy.WherePresent;
        WireMessage reply = client.Request(WireCommand.Ping, payload, timeout);
        uint source = reply.Payload.Length >= 8 ? reply.Word(0) : 0;
        uint flags = reply.Payload.Length >= 8 ? reply.Word(1) : 0;
        if (reply.IsNack || source is not (WireFormat.SourceClr or WireFormat.SourceBooter) || WireFormat.PacketSize(flags) is not { } packet)
        {
            throw new LinkFaultException("the ping", "a nanoFramework device", $"source 0x{source:X}, flags 0x{flags:X}");
        }

        PingAnswer answer = new(source == WireFormat.SourceBooter, (flags & WireFormat.PingCrc) != 0, packet);
        client.Policy = answer.Crc ? CrcPolicy.Always : CrcPolicy.WherePresent;
        return answer;
    }

    internal DeviceFacts Facts(PingAnswer ping)
    {
        (string target, Version version) = TargetInfo();
        (IReadOnlyList<DeviceRegion> regions, int programBytes) = Sectors();
        return new DeviceFacts
        {
            Route = RouteKind.Wire,
            Chip = target,
            Target = target,
            Firmware = version,
            Regions = regions,
            ManagedHeapBytes = ping.InBooter ? null : ManagedHeap(),
            PacketBytes = ping.PacketBytes,
            PacketCrc = ping.Crc,
            Layout = version > LastWithNameLength ? StorageLayout.ZeroTerminated : StorageLayout.NameLength,
            ProgramBytes = programBytes,
        };
    }

    private (string Target, Version Version) TargetInfo()
    {
        byte[] payload = Ask(WireCommand.TargetInfo, TargetInfoBytes);
        ushort Part(int index) => BinaryPrimitives.ReadUInt16LittleEndian(payload.AsSpan(VersionBytes + 2 * index));
        ReadOnlySpan<byte> name = payload.AsSpan(2 * VersionBytes + 128, 32);
        int end = name.IndexOf((byte)0);
        return (Encoding.ASCII.GetString(end < 0 ? name : name[..end]), new Version(Part(0), Part(1), Part(2), Part(3)));
    }

    private long? ManagedHeap()
    {
        byte[] payload = Ask(WireCommand.MemoryMap, 0);
        for (int at = 0; at + 12 <= payload.Length; at += 12)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(payload.AsSpan(at + 8)) == WireFormat.MemoryRam)
            {
                return BinaryPrimitives.ReadUInt32LittleEndian(payload.AsSpan(at + 4));
            }
        }

        return null;
    }

    private (IReadOnlyList<DeviceRegion> Regions, int ProgramBytes) Sectors()
    {
        byte[] payload = Ask(WireCommand.FlashSectorMap, SectorBytes);
        List<(uint At, EraseRun Run, uint Flags)> sectors = [];
        for (int at = 0; at + SectorBytes <= payload.Length; at += SectorBytes)
        {
            uint Word(int index) => BinaryPrimitives.ReadUInt32LittleEndian(payload.AsSpan(at + 4 * index));
            if (Word(1) is > 0 and <= 65536 && Word(2) is > 0 and <= 0x1000_0000)
            {
                sectors.Add((Word(0), new EraseRun((int)Word(1), (int)Word(2)), Word(3)));
            }
        }

        uint width = sectors.Where(sector => (sector.Flags & WireFormat.UsageMask) == WireFormat.UsageDeploy).Select(sector => sector.Flags & WireFormat.ProgramWidthMask).DefaultIfEmpty(0u).Max();
        return (Joined(sectors), width == 0 ? 4 : (int)(width >> WireFormat.ProgramWidthShift) * 8);
    }

    // A region of unequal sectors comes as several entries that touch.
    private static List<DeviceRegion> Joined(List<(uint At, EraseRun Run, uint Flags)> sectors)
    {
        List<DeviceRegion> regions = [];
        foreach ((uint at, EraseRun run, uint flags) in sectors.OrderBy(sector => sector.At))
        {
            if (UseOf(flags) is not { } use)
            {
                continue;
            }

            DeviceRegion? last = regions.Count > 0 ? regions[^1] : null;
            if (last is not null && last.Use == use && last.At + last.Size == at)
            {
                regions[^1] = last with { Runs = [.. last.Runs, run] };
            }
            else
            {
                regions.Add(new DeviceRegion(use, at, [run]));
            }
        }

        return regions;
    }

    private static RegionUse? UseOf(uint flags) => (flags & WireFormat.UsageMask) switch
    {
        WireFormat.UsageBooter => RegionUse.Booter,
        WireFormat.UsageClr => RegionUse.Clr,
        WireFormat.UsageConfig => RegionUse.Config,
        WireFormat.UsageFiles => RegionUse.Files,
        WireFormat.UsageDeploy => RegionUse.Deploy,
        _ => null,
    };

    private byte[] Ask(WireCommand command, int atLeast)
    {
        WireMessage reply = client.Request(command, [], Timeout);
        return !reply.IsNack && reply.Payload.Length >= atLeast
            ? reply.Payload
            : throw new LinkFaultException($"the Wire Protocol request {command}", $"at least {atLeast} bytes", reply.IsNack ? "a refusal" : $"{reply.Payload.Length} bytes");
    }
}
