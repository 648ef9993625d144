using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Edge.Boards;
using Edge.Flash.EspRom;

namespace Edge.Flash.Simulation;

/// <summary>The serial loader in the ROM of an ESP32: answers nothing before SYNC, needs SPI_ATTACH before it touches flash, erases when a transfer begins.</summary>
internal sealed class SimulatedEspRom : SimulatedDevice
{
    private const int LargestPacket = 0x8000;
    private const int EraseBytes = 4096;
    private const int SyncAnswers = 8;
    private readonly SimulatedMemory memory;
    private readonly DeviceQuirks quirks;
    private readonly Chip chip;
    private readonly SimulatedEspRegisters registers;
    private readonly SlipReceiver receiver = new(LargestPacket);
    private readonly Action left;
    private bool synchronized;
    private bool attached;
    private uint writeAt;
    private int blocksLeft;

    /// <param name="board">The board.</param>
    /// <param name="memory">Its flash, into which its partition table is put.</param>
    /// <param name="quirks">How it is unusual.</param>
    /// <param name="left">Called when the loader starts the program.</param>
    internal SimulatedEspRom(Board board, SimulatedMemory memory, DeviceQuirks quirks, Action left)
    {
        this.memory = memory;
        this.quirks = quirks;
        this.left = left;
        chip = board.Chip;
        registers = new SimulatedEspRegisters(Number, board.Chip.EspMagic ?? Number, board.FlashBytes);
        WritePartitionTable(board);
    }

    private uint Number => quirks.Chip ?? (uint?)chip.EspChipId ?? 0;

    // The first chips do not know the command GET_SECURITY_INFO.
    private bool OldestKind => EspFormat.ChipName(Number) is "ESP32" or "ESP8266";

    /// <summary>Begins anew, as after a reset into the loader.</summary>
    internal void Restart()
    {
        receiver.Reset();
        synchronized = attached = false;
        blocksLeft = 0;
    }

    internal override void Receive(byte value, TimeSpan now)
    {
        if (receiver.Push(value) is { Length: >= EspFormat.HeaderBytes } packet && packet[0] == 0)
        {
            int size = BinaryPrimitives.ReadUInt16LittleEndian(packet.AsSpan(2));
            EspCommand command = (EspCommand)packet[1];
            if (command == EspCommand.Sync || synchronized)
            {
                Handle(command, size == packet.Length - EspFormat.HeaderBytes ? packet[EspFormat.HeaderBytes..] : null, BinaryPrimitives.ReadUInt32LittleEndian(packet.AsSpan(4)));
            }
        }
    }

    private void Handle(EspCommand command, byte[]? data, uint checksum)
    {
        Log($"{command} {data?.Length ?? -1} bytes");
        if (RefusesNext())
        {
            Answer(command, 0, [], EspFormat.ErrorFailed);
            return;
        }

        uint Word(int index) => data is not null && data.Length >= 4 * index + 4 ? BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(4 * index)) : 0;
        switch (data is null ? 0 : command)
        {
            case EspCommand.Sync:
                Synchronize(data!);
                break;
            case EspCommand.SpiAttach:
                attached = true;
                Answer(command, 0, []);
                break;
            case EspCommand.SpiSetParameters or EspCommand.ChangeBaud:
                Answer(command, 0, []);
                break;
            case EspCommand.ReadRegister when !quirks.SecureDownload:
                Answer(command, registers.Read(Word(0)), []);
                break;
            case EspCommand.WriteRegister when !quirks.SecureDownload:
                registers.Write(Word(0), Word(1));
                Answer(command, 0, []);
                break;
            case EspCommand.SecurityInfo when !OldestKind:
                Answer(command, 0, SecurityInfo());
                break;
            case EspCommand.ReadFlashSlow when attached && !quirks.SecureDownload && memory.Contains(Word(0), EspFormat.ReadBytes):
                Answer(command, 0, memory.At(Word(0), EspFormat.ReadBytes).ToArray());
                break;
            case EspCommand.FlashBegin when attached:
                Begin(Word(0), Word(1), Word(3));
                break;
            case EspCommand.FlashData when data!.Length >= 16:
                Data(data, checksum);
                break;
            case EspCommand.FlashEnd:
                Answer(command, 0, []);
                left();
                break;
            case EspCommand.FlashMd5 when attached && !quirks.SecureDownload && memory.Contains(Word(0), Word(1)):
                Answer(command, 0, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(MD5.HashData(memory.At(Word(0), (int)Word(1))))));
                break;
            case EspCommand.FlashMd5 or EspCommand.ReadFlashSlow or EspCommand.FlashBegin:
                Answer(command, 0, [], EspFormat.ErrorFailed);
                break;
            default:
                Repeat(() => Answer(command, 0, [], EspFormat.ErrorUnsupported));
                break;
        }
    }

    private void Synchronize(byte[] data)
    {
        if (data.AsSpan().SequenceEqual(EspFormat.SyncData))
        {
            synchronized = true;
            Repeat(() => Answer(EspCommand.Sync, 0x20120707, []));
        }
    }

    private void Begin(uint eraseBytes, uint blocks, uint offset)
    {
        uint end = (offset + eraseBytes + EraseBytes - 1) / EraseBytes * EraseBytes;
        if (offset % EraseBytes != 0 || !memory.Contains(offset, (long)end - offset) || blocks > eraseBytes / 64)
        {
            Answer(EspCommand.FlashBegin, 0, [], EspFormat.ErrorFailed);
            return;
        }

        memory.Erase(offset, (int)(end - offset));
        writeAt = offset;
        blocksLeft = (int)blocks;
        Answer(EspCommand.FlashBegin, 0, []);
    }

    // The loader keeps its own address: a block that is sent twice shifts everything after it.
    private void Data(byte[] data, uint checksum)
    {
        byte[] block = data[16..];
        bool whole = BinaryPrimitives.ReadUInt32LittleEndian(data) == block.Length;
        if (!whole || EspFormat.Checksum(block) != checksum)
        {
            Answer(EspCommand.FlashData, 0, [], EspFormat.ErrorChecksum);
            return;
        }

        if (blocksLeft == 0 || !memory.Contains(writeAt, block.Length))
        {
            Answer(EspCommand.FlashData, 0, [], EspFormat.ErrorFailed);
            return;
        }

        memory.Program(writeAt, block);
        writeAt += (uint)block.Length;
        blocksLeft--;
        Answer(EspCommand.FlashData, 0, []);
    }

    private byte[] SecurityInfo()
    {
        byte[] info = new byte[EspFormat.SecurityInfoBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(info, quirks.SecureDownload ? EspFormat.SecureDownload : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(info.AsSpan(12), Number);
        return EspFormat.ChipName(Number) == "ESP32-S2" ? info[..EspFormat.SecurityInfoWithoutChipBytes] : info;
    }

    private void Answer(EspCommand command, uint value, byte[] data, byte error = 0)
    {
        byte[] packet = new byte[EspFormat.HeaderBytes + data.Length + EspFormat.StatusBytes];
        packet[0] = 1;
        packet[1] = (byte)command;
        BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(2), (ushort)(data.Length + EspFormat.StatusBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(4), value);
        data.CopyTo(packet, EspFormat.HeaderBytes);
        packet[EspFormat.HeaderBytes + data.Length] = error == 0 ? (byte)0 : (byte)1;
        packet[EspFormat.HeaderBytes + data.Length + 1] = error;
        Send(Slip.Encode(packet));
    }

    private static void Repeat(Action answer)
    {
        for (int i = 0; i < SyncAnswers; i++)
        {
            answer();
        }
    }

    private void WritePartitionTable(Board board)
    {
        uint moved = (uint)quirks.MovedBy;
        List<(byte, byte, uint, uint, string)> entries = [(1, 2, 0x9000, 0x6000, "nvs"), (1, 1, 0xF000, 0x1000, "phy_init")];
        foreach (Region region in board.Regions)
        {
            (byte, byte, uint, uint, string)? entry = region.Use switch
            {
                RegionUse.Clr => (0, 0, region.At, (uint)region.Size, "factory"),
                RegionUse.Deploy => (1, 0x84, region.At + moved, (uint)region.Size - moved, "deploy"),
                RegionUse.Files => (1, 0x83, region.At, (uint)region.Size, "config"),
                _ => null,
            };
            if (entry is { } known)
            {
                entries.Add(known);
            }
        }

        PartitionTable.Write(entries).CopyTo(memory.At(board.Route(RouteKind.EspRom)?.PartitionTableAt ?? 0x8000, 0xC00));
    }
}
