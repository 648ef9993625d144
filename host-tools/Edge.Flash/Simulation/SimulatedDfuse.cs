using System.Buffers.Binary;
using System.Text;
using Edge.Boards;
using Edge.Flash.Dfuse;
using Edge.Flash.Links;
using Edge.Flash.Usb;

namespace Edge.Flash.Simulation;

/// <summary>
/// The STM32 system bootloader on USB (DfuSe): its descriptors, its states, and commands that run only when the status is asked for.
/// </summary>
internal sealed class SimulatedDfuse : IUsbControl
{
    private const ushort TransferBytes = 2048;
    private const int BusyMilliseconds = 5;
    private const int NameIndex = 4;
    private readonly Board board;
    private readonly SimulatedMemory memory;
    private readonly DeviceQuirks quirks;
    private readonly UsbFaults faults;
    private readonly VirtualClock clock;
    private DfuState state = DfuState.Idle;
    private DfuStatus status;
    private uint pointer;
    private Action? work;
    private bool left;

    internal SimulatedDfuse(Board board, SimulatedMemory memory, FaultScript script, VirtualClock clock)
    {
        this.board = board;
        this.memory = memory;
        this.clock = clock;
        quirks = script.Quirks;
        faults = new UsbFaults(script.Faults);
    }

    public string Name => "usb:0483:df11 (simulated)";

    public ILinkClock Clock => clock;

    /// <summary>How many transfers there were.</summary>
    internal long Transfers => faults.Transfers;

    public UsbStatus Transfer(UsbSetup setup, Span<byte> data, TimeSpan timeout, out int count)
    {
        count = 0;
        UsbFaults.Effect effect = faults.Next();
        if (left || effect.Lost)
        {
            return UsbStatus.Lost;
        }

        clock.Sleep(effect.Late < timeout ? effect.Late : timeout);
        if (effect.RequestDropped || effect.Late >= timeout)
        {
            clock.Sleep(timeout - effect.Late);
            return UsbStatus.TimedOut;
        }

        if (effect.Refused)
        {
            return UsbStatus.Stalled;
        }

        if (!setup.IsIn)
        {
            effect.Damage(data);
        }

        UsbStatus result = setup.Type is DfuseFormat.TypeIn or DfuseFormat.TypeOut ? Dfu(setup, data, out count) : Standard(setup, data, out count);
        if (effect.AnswerDropped)
        {
            clock.Sleep(timeout);
            return UsbStatus.TimedOut;
        }

        if (setup.IsIn)
        {
            count = Math.Min(count, effect.LargestCount);
            effect.Damage(data[..count]);
        }

        return result;
    }

    /// <summary>Plugs the device in again.</summary>
    internal void Restart()
    {
        (state, status, work, left) = (DfuState.Idle, DfuStatus.Ok, null, false);
    }

    public void Dispose()
    {
    }

    private UsbStatus Dfu(UsbSetup setup, Span<byte> data, out int count)
    {
        count = setup.IsIn ? 0 : data.Length;
        switch ((DfuRequest)setup.Request)
        {
            case DfuRequest.Download when state is DfuState.Idle or DfuState.DownloadIdle:
                return Download(setup.Value, data.ToArray());
            case DfuRequest.Upload when state is DfuState.Idle or DfuState.UploadIdle && setup.Value >= DfuseFormat.FirstDataBlock:
                return Upload(setup.Value, data, out count);
            case DfuRequest.GetStatus:
                count = GetStatus(data);
                return UsbStatus.Ok;
            case DfuRequest.ClearStatus when state == DfuState.Error:
            case DfuRequest.Abort when state != DfuState.Error:
                (state, status, work) = (DfuState.Idle, DfuStatus.Ok, null);
                return UsbStatus.Ok;
            default:
                return Fail(DfuStatus.ErrStalledPacket);
        }
    }

    private UsbStatus Download(ushort block, byte[] data)
    {
        work = (block, data.Length) switch
        {
            (_, 0) => () => left = true,
            (DfuseFormat.CommandBlock, 5) => () => Command(data[0], BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(1))),
            ( >= DfuseFormat.FirstDataBlock, <= TransferBytes) => () => Program(pointer + (uint)(block - DfuseFormat.FirstDataBlock) * TransferBytes, data),
            _ => null,
        };
        state = DfuState.DownloadSync;
        return work is null ? Fail(DfuStatus.ErrStalledPacket) : UsbStatus.Ok;
    }

    private UsbStatus Upload(ushort block, Span<byte> data, out int count)
    {
        uint address = pointer + (uint)(block - DfuseFormat.FirstDataBlock) * TransferBytes;
        count = 0;
        if (quirks.ReadProtected || !memory.Contains(address, data.Length))
        {
            Fail(quirks.ReadProtected ? DfuStatus.ErrVendor : DfuStatus.ErrAddress);
            return UsbStatus.Ok;
        }

        memory.At(address, data.Length).CopyTo(data);
        count = data.Length;
        state = DfuState.UploadIdle;
        return UsbStatus.Ok;
    }

    // The first status after a download starts the work and reports "busy", the next one its end.
    private int GetStatus(Span<byte> data)
    {
        if (state == DfuState.DownloadSync && work is { } pending)
        {
            work = null;
            pending();
            state = state == DfuState.DownloadSync ? DfuState.DownloadBusy : state;
        }
        else if (state == DfuState.DownloadBusy)
        {
            state = DfuState.DownloadIdle;
        }

        Span<byte> report = [(byte)status, state == DfuState.DownloadBusy ? (byte)BusyMilliseconds : (byte)0, 0, 0, (byte)state, 0];
        report[..Math.Min(report.Length, data.Length)].CopyTo(data);
        return Math.Min(report.Length, data.Length);
    }

    private void Command(byte command, uint address)
    {
        EraseBlock? sector = EraseLayout.Blocks(board.FlashAt, board.FlashSectors).Select(block => (EraseBlock?)block).FirstOrDefault(block => address >= block!.Value.Address && address < block.Value.End);
        if (sector is null || (command == DfuseFormat.Erase && quirks.ReadProtected))
        {
            Fail(sector is null ? DfuStatus.ErrTarget : DfuStatus.ErrVendor);
        }
        else if (command == DfuseFormat.Erase)
        {
            memory.Erase(sector.Value.Address, sector.Value.Bytes);
        }
        else if (command == DfuseFormat.SetAddress)
        {
            pointer = address;
        }
        else
        {
            Fail(DfuStatus.ErrStalledPacket);
        }
    }

    private void Program(uint address, byte[] data)
    {
        if (quirks.ReadProtected || !memory.Contains(address, data.Length))
        {
            Fail(quirks.ReadProtected ? DfuStatus.ErrVendor : DfuStatus.ErrAddress);
            return;
        }

        memory.Program(address, data);
    }

    private UsbStatus Fail(DfuStatus reason)
    {
        (state, status, work) = (DfuState.Error, reason, null);
        return UsbStatus.Stalled;
    }

    private UsbStatus Standard(UsbSetup setup, Span<byte> data, out int count)
    {
        byte[] answer = (setup.Request, setup.Value >> 8) switch
        {
            (DfuseFormat.GetDescriptor, DfuseFormat.DescriptorConfiguration) => Configuration(),
            (DfuseFormat.GetDescriptor, DfuseFormat.DescriptorString) when (setup.Value & 0xFF) == NameIndex => Text(SectorMapText.Format(new SectorMap("Internal Flash", board.FlashAt + (uint)quirks.MovedBy, board.FlashSectors))),
            (DfuseFormat.GetDescriptor, DfuseFormat.DescriptorString) => Text("@Option Bytes  /0x1FFFC000/01*016 e"),
            _ => [],
        };
        count = Math.Min(answer.Length, data.Length);
        answer.AsSpan(0, count).CopyTo(data);
        return answer.Length > 0 || !setup.IsIn ? UsbStatus.Ok : UsbStatus.Stalled;
    }

    private static byte[] Configuration()
    {
        byte[] flash = [9, DfuseFormat.DescriptorInterface, 0, 0, 0, DfuseFormat.ClassApplication, DfuseFormat.SubclassDfu, 2, NameIndex];
        byte[] options = [9, DfuseFormat.DescriptorInterface, 0, 1, 0, DfuseFormat.ClassApplication, DfuseFormat.SubclassDfu, 2, NameIndex + 1];
        byte[] dfu = [9, DfuseFormat.DescriptorDfu, 0x0B, 0xFF, 0, TransferBytes & 0xFF, TransferBytes >> 8, 0x1A, 1];
        byte[] all = [9, DfuseFormat.DescriptorConfiguration, 0, 0, 1, 1, 0, 0xC0, 50, .. flash, .. options, .. dfu];
        BinaryPrimitives.WriteUInt16LittleEndian(all.AsSpan(2), (ushort)all.Length);
        return all;
    }

    private static byte[] Text(string text) => [(byte)(2 + 2 * text.Length), DfuseFormat.DescriptorString, .. Encoding.Unicode.GetBytes(text)];
}
