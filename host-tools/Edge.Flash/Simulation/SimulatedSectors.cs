using System.Buffers.Binary;
using Edge.Boards;
using Edge.Flash.Wire;

namespace Edge.Flash.Simulation;

/// <summary>The block storage of simulated firmware: which sectors there are, and who may read, erase and write them.</summary>
internal sealed class SimulatedSectors
{
    private readonly SimulatedMemory memory;
    private readonly List<(uint At, EraseRun Run, uint Usage)> sectors = [];

    internal SimulatedSectors(Board board, SimulatedMemory memory, DeviceQuirks quirks)
    {
        this.memory = memory;
        bool whole = board.Route(RouteKind.Wire) is { ErasesWholeRegion: true };
        foreach (Region region in board.Regions)
        {
            uint at = region.At;
            IReadOnlyList<EraseRun> runs = whole || region.EraseRuns.Count == 0 ? [new EraseRun(1, region.Size)] : region.EraseRuns;
            if (region.Use == RegionUse.Deploy && quirks.MovedBy > 0)
            {
                at += (uint)quirks.MovedBy;
                runs = [new EraseRun(1, region.Size - quirks.MovedBy)];
            }

            foreach (EraseRun run in runs)
            {
                sectors.Add((at, run, UsageOf(region.Use, whole)));
                at += (uint)run.Size;
            }
        }
    }

    internal byte[] Map()
    {
        byte[] map = new byte[16 * sectors.Count];
        for (int i = 0; i < sectors.Count; i++)
        {
            Span<byte> entry = map.AsSpan(16 * i);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, sectors[i].At);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], (uint)sectors[i].Run.Count);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], (uint)sectors[i].Run.Bytes);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], sectors[i].Usage);
        }

        return map;
    }

    /// <summary>Erases every block a range touches, each as a whole.</summary>
    internal uint Erase(uint address, uint length)
    {
        long end = address + (long)length;
        for (long at = address; at < end;)
        {
            if (BlockAt(at) is not { } block)
            {
                return WireFormat.ResultFailed;
            }

            if (block.Usage is not (WireFormat.UsageDeploy or WireFormat.UsageFiles or WireFormat.UsageConfig))
            {
                return WireFormat.ResultDenied;
            }

            memory.Erase(block.Block.Address, block.Block.Bytes);
            at = block.Block.End;
        }

        return WireFormat.ResultOk;
    }

    internal uint Write(uint address, uint length, ReadOnlySpan<byte> data)
    {
        if (length > data.Length || BlockAt(address) is not { } block || !memory.Contains(address, length))
        {
            return WireFormat.ResultFailed;
        }

        if (block.Usage is not (WireFormat.UsageDeploy or WireFormat.UsageConfig))
        {
            return WireFormat.ResultDenied;
        }

        memory.Program(address, data[..(int)length]);
        return WireFormat.ResultOk;
    }

    internal uint? Check(uint address, uint length) =>
        BlockAt(address) is not null && memory.Contains(address, length) ? Checksums.WireCrc(memory.At(address, (int)length)) : null;

    // The interpreter clears the buffer, fails to set the error and acknowledges: a forbidden read looks like zeros.
    internal byte[] Read(uint address, uint length)
    {
        byte[] answer = new byte[4 + length];
        if (BlockAt(address) is { Usage: not (WireFormat.UsageDeploy or WireFormat.UsageClr) } && memory.Contains(address, length))
        {
            memory.At(address, (int)length).CopyTo(answer.AsSpan(4));
        }

        return answer;
    }

    // The firmware of the ESP32 calls the partition of its drive a configuration region.
    private static uint UsageOf(RegionUse use, bool whole) => use switch
    {
        RegionUse.Booter => WireFormat.UsageBooter,
        RegionUse.Clr => WireFormat.UsageClr,
        RegionUse.Deploy => WireFormat.UsageDeploy,
        RegionUse.Files when !whole => WireFormat.UsageFiles,
        _ => WireFormat.UsageConfig,
    };

    private (EraseBlock Block, uint Usage)? BlockAt(long address)
    {
        foreach ((uint at, EraseRun run, uint usage) in sectors)
        {
            if (address >= at && address < at + run.Size)
            {
                return (new EraseBlock(at + (uint)((address - at) / run.Bytes * run.Bytes), run.Bytes), usage);
            }
        }

        return null;
    }
}
