using System.Buffers.Binary;
using System.Text;
using Edge.Boards;
using Edge.Flash.Plans;
using Edge.Flash.Wire;

namespace Edge.Flash.Simulation;

/// <summary>The drive of simulated firmware, behind the storage message in one of its two forms.</summary>
internal sealed class SimulatedStorage(Board board, SimulatedMemory memory, StorageLayout layout)
{
    private const uint PlatformError = 0x30;
    private const uint DeleteError = 0x20;

    internal bool Exists => board.AllowsFile;

    internal uint Execute(byte[] payload)
    {
        bool old = layout == StorageLayout.NameLength;
        int fixedBytes = old ? 16 : 12;
        if (payload.Length < fixedBytes)
        {
            return PlatformError;
        }

        uint Word(int index) => BinaryPrimitives.ReadUInt32LittleEndian(payload.AsSpan(4 * index));
        uint dataLength = Word(old ? 2 : 1);
        ReadOnlySpan<byte> rest = payload.AsSpan(fixedBytes);
        long nameLength = old ? Word(1) : rest.IndexOf((byte)0);
        int terminator = old ? 0 : 1;
        if (nameLength <= 0 || nameLength + terminator + dataLength > rest.Length)
        {
            return PlatformError;
        }

        string name = Encoding.UTF8.GetString(rest[..(int)nameLength]);
        if (!name.StartsWith($@"{board.Files!.Drive}\", StringComparison.OrdinalIgnoreCase))
        {
            return WireFormat.StorageWriteError;
        }

        return Apply(Word(0), name, rest.Slice((int)nameLength + terminator, (int)dataLength).ToArray());
    }

    private uint Apply(uint operation, string name, byte[] data)
    {
        byte[]? before = memory.Files.GetValueOrDefault(name);
        switch (operation)
        {
            case WireFormat.StorageWrite:
                return Store(name, data);
            case WireFormat.StorageAppend:
                return Store(name, [.. before ?? [], .. data]);
            case WireFormat.StorageDelete:
                return memory.Files.Remove(name) ? WireFormat.ResultOk : DeleteError;
            default:
                return WireFormat.ResultOk;
        }
    }

    private uint Store(string name, byte[] content)
    {
        long others = memory.Files.Where(file => !string.Equals(file.Key, name, StringComparison.OrdinalIgnoreCase)).Sum(file => (long)file.Value.Length);
        if (others + content.Length > board.Files!.Size - FitCheck.FileSystemBlocks * 4096L)
        {
            return WireFormat.StorageWriteError;
        }

        memory.Files[name] = content;
        return WireFormat.ResultOk;
    }
}
