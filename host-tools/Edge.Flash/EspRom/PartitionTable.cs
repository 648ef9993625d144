using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Edge.Boards;
using Edge.Flash.Plans;

namespace Edge.Flash.EspRom;

/// <summary>The partition table of an ESP32: 32-byte entries that begin with AA 50, then an optional MD5 over them that begins with EB EB.</summary>
internal static class PartitionTable
{
    internal const int EntryBytes = 32;
    internal const int LargestEntries = 95;
    private const byte TypeApp = 0;
    private const byte TypeData = 1;
    private const byte SubtypeDeploy = 0x84;
    private const int EraseBytes = 4096;
    private const string ConfigLabel = "config";

    /// <summary>Reads the table entry by entry.</summary>
    /// <param name="readEntry">Gives the n-th 32 bytes.</param>
    /// <exception cref="LinkFaultException">The MD5 does not fit.</exception>
    internal static IReadOnlyList<DeviceRegion> Read(Func<int, byte[]> readEntry)
    {
        List<DeviceRegion> regions = [];
        List<byte> all = [];
        for (int i = 0; i < LargestEntries; i++)
        {
            byte[] entry = readEntry(i);
            if (entry[0] == 0xEB && entry[1] == 0xEB)
            {
                RequireMd5([.. all], entry.AsSpan(16));
                break;
            }

            if (entry[0] != 0xAA || entry[1] != 0x50)
            {
                break;
            }

            all.AddRange(entry);
            if (RegionOf(entry) is { } region)
            {
                regions.Add(region);
            }
        }

        return regions;
    }

    /// <summary>Writes a table, with its MD5, as the firmware's build does.</summary>
    internal static byte[] Write(IEnumerable<(byte Type, byte Subtype, uint At, uint Size, string Label)> entries)
    {
        List<byte> table = [];
        foreach ((byte type, byte subtype, uint at, uint size, string label) in entries)
        {
            byte[] entry = new byte[EntryBytes];
            entry[0] = 0xAA;
            entry[1] = 0x50;
            entry[2] = type;
            entry[3] = subtype;
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(4), at);
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(8), size);
            Encoding.ASCII.GetBytes(label, entry.AsSpan(12, 16));
            table.AddRange(entry);
        }

        byte[] sum = MD5.HashData(table.ToArray());
        table.AddRange([0xEB, 0xEB, .. Enumerable.Repeat((byte)0xFF, 14)]);
        table.AddRange(sum);
        return [.. table];
    }

    private static DeviceRegion? RegionOf(byte[] entry)
    {
        uint at = BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(4));
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(8));
        ReadOnlySpan<byte> label = entry.AsSpan(12, 16);
        int end = label.IndexOf((byte)0);
        string name = Encoding.ASCII.GetString(end < 0 ? label : label[..end]);
        RegionUse? use = (entry[2], entry[3]) switch
        {
            (TypeApp, _) => RegionUse.Clr,
            (TypeData, SubtypeDeploy) => RegionUse.Deploy,
            (TypeData, _) when name == ConfigLabel => RegionUse.Files,
            _ => null,
        };
        return use is { } known && size is >= EraseBytes and <= 0x1000_0000 ? new DeviceRegion(known, at, [new EraseRun((int)(size / EraseBytes), EraseBytes)]) : null;
    }

    private static void RequireMd5(byte[] entries, ReadOnlySpan<byte> expected)
    {
        byte[] found = MD5.HashData(entries);
        if (!expected.SequenceEqual(found))
        {
            throw new LinkFaultException("the partition table", $"MD5 {Convert.ToHexString(expected)}", Convert.ToHexString(found));
        }
    }
}
