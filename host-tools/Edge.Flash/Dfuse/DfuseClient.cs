using System.Buffers.Binary;
using System.Text;
using Edge.Flash.Usb;

namespace Edge.Flash.Dfuse;

/// <summary>What a GETSTATUS brings.</summary>
/// <param name="Status">What the device thinks of the last request.</param>
/// <param name="State">Its state.</param>
/// <param name="Poll">How long to wait before asking again.</param>
internal readonly record struct DfuReport(DfuStatus Status, DfuState State, TimeSpan Poll);

/// <summary>Speaks DfuSe over control transfers. ST's commands run only when the status is asked for.</summary>
internal sealed class DfuseClient(IUsbControl usb)
{
    private const int LargestPolls = 200;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(35);
    private byte interfaceNumber;

    /// <summary>How much one data request carries, as the device says.</summary>
    internal int TransferBytes { get; private set; } = 2048;

    /// <summary>Finds the interface of the internal flash, selects it and returns its sector map.</summary>
    internal SectorMap Open()
    {
        byte[] configuration = Descriptor(DfuseFormat.DescriptorConfiguration, 0, 0, 9);
        int total = BinaryPrimitives.ReadUInt16LittleEndian(configuration.AsSpan(2));
        configuration = Descriptor(DfuseFormat.DescriptorConfiguration, 0, 0, total);
        SectorMap? found = null;
        for (int at = 0; at + 2 <= configuration.Length && configuration[at] >= 2; at += configuration[at])
        {
            ReadOnlySpan<byte> part = configuration.AsSpan(at, Math.Min(configuration[at], configuration.Length - at));
            if (part.Length >= 9 && part[1] == DfuseFormat.DescriptorInterface && part[5] == DfuseFormat.ClassApplication && part[6] == DfuseFormat.SubclassDfu && found is null)
            {
                found = TrySelect(part[2], part[3], part[8]);
            }
            else if (part.Length >= 7 && part[1] == DfuseFormat.DescriptorDfu)
            {
                TransferBytes = Math.Clamp((int)BinaryPrimitives.ReadUInt16LittleEndian(part[5..]), 64, 4096);
            }
        }

        return found ?? throw new LinkFaultException("reading the interfaces", "one named @Internal Flash", "none");
    }

    /// <summary>Brings the device into the state in which it takes commands.</summary>
    internal void BecomeIdle()
    {
        for (int attempt = 0; attempt < 8; attempt++)
        {
            DfuReport report = GetStatus();
            switch (report.State)
            {
                case DfuState.Idle:
                    return;
                case DfuState.Error:
                    Out(DfuRequest.ClearStatus, 0, []);
                    break;
                case DfuState.DownloadBusy:
                    usb.Clock.Sleep(report.Poll);
                    break;
                default:
                    Out(DfuRequest.Abort, 0, []);
                    break;
            }
        }

        throw new LinkFaultException("bringing the device to rest", "state idle", GetStatus().State.ToString());
    }

    internal void EraseSector(uint address) => Command(DfuseFormat.Erase, address, $"erasing at 0x{address:X8}");

    /// <summary>Writes up to one transfer. The address is set each time, so that no short block can shift what follows.</summary>
    internal void Write(uint address, ReadOnlySpan<byte> data)
    {
        Command(DfuseFormat.SetAddress, address, $"setting the address 0x{address:X8}");
        Out(DfuRequest.Download, DfuseFormat.FirstDataBlock, data);
        Finish($"writing at 0x{address:X8}");
    }

    internal byte[] Read(uint address, int length)
    {
        Command(DfuseFormat.SetAddress, address, $"setting the address 0x{address:X8}");
        Out(DfuRequest.Abort, 0, []);
        byte[] data = new byte[length];
        int count = Transfer(new UsbSetup(DfuseFormat.TypeIn, (byte)DfuRequest.Upload, DfuseFormat.FirstDataBlock, interfaceNumber), data, $"reading at 0x{address:X8}");
        if (count != length)
        {
            throw Refused($"reading at 0x{address:X8}", GetStatus(), $"{count} of {length} bytes");
        }

        Out(DfuRequest.Abort, 0, []);
        return data;
    }

    /// <summary>Starts the program at an address; the device leaves the bus.</summary>
    internal void Leave(uint address)
    {
        Command(DfuseFormat.SetAddress, address, "setting the start address");
        Out(DfuRequest.Download, DfuseFormat.FirstDataBlock, []);
        Span<byte> status = stackalloc byte[DfuseFormat.StatusBytes];
        usb.Transfer(new UsbSetup(DfuseFormat.TypeIn, (byte)DfuRequest.GetStatus, 0, interfaceNumber), status, Timeout, out _);
    }

    private SectorMap? TrySelect(byte number, byte alternate, byte name)
    {
        byte[] text = Descriptor(DfuseFormat.DescriptorString, name, DfuseFormat.EnglishUs, 255);
        SectorMap? map = text.Length > 2 ? SectorMapText.Parse(Encoding.Unicode.GetString(text.AsSpan(2))) : null;
        if (map is null || !map.Name.StartsWith("Internal Flash", StringComparison.Ordinal))
        {
            return null;
        }

        interfaceNumber = number;
        Transfer(new UsbSetup(DfuseFormat.StandardOutInterface, DfuseFormat.SetInterface, alternate, number), [], "selecting the flash");
        return map;
    }

    private void Command(byte command, uint address, string what)
    {
        byte[] data = new byte[5];
        data[0] = command;
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(1), address);
        Out(DfuRequest.Download, DfuseFormat.CommandBlock, data);
        Finish(what);
    }

    // The first status starts the work and says how long it takes; the next ones tell its end.
    private void Finish(string what)
    {
        for (int poll = 0; poll < LargestPolls; poll++)
        {
            DfuReport report = GetStatus();
            switch (report.State)
            {
                case DfuState.DownloadBusy or DfuState.DownloadSync:
                    usb.Clock.Sleep(report.Poll < LongestPoll ? report.Poll : LongestPoll);
                    break;
                case DfuState.DownloadIdle when report.Status == DfuStatus.Ok:
                    return;
                default:
                    throw Refused(what, report, $"state {report.State}, status {report.Status}");
            }
        }

        throw new LinkFaultException(what, "the device to finish", "a device that stays busy");
    }

    private static LinkFaultException Refused(string what, DfuReport report, string found) => new(what, "success", found)
    {
        DeviceCode = (byte)report.Status,
        Final = report.Status == DfuStatus.ErrVendor ? DeviceErrors.ReadProtected("STM32") : null,
    };

    private DfuReport GetStatus()
    {
        byte[] data = new byte[DfuseFormat.StatusBytes];
        int count = Transfer(new UsbSetup(DfuseFormat.TypeIn, (byte)DfuRequest.GetStatus, 0, interfaceNumber), data, "asking for the status");
        return count == data.Length
            ? new DfuReport((DfuStatus)data[0], (DfuState)data[4], TimeSpan.FromMilliseconds(data[1] | (data[2] << 8) | (data[3] << 16)))
            : throw new LinkFaultException("asking for the status", $"{data.Length} bytes", $"{count}");
    }

    private void Out(DfuRequest request, ushort block, ReadOnlySpan<byte> data) =>
        Transfer(new UsbSetup(DfuseFormat.TypeOut, (byte)request, block, interfaceNumber), data.ToArray(), $"the request {request}");

    private byte[] Descriptor(byte type, byte index, ushort language, int length)
    {
        byte[] data = new byte[length];
        int count = Transfer(new UsbSetup(DfuseFormat.StandardIn, DfuseFormat.GetDescriptor, (ushort)((type << 8) | index), language), data, "reading a descriptor");
        return count >= 2 ? data[..count] : throw new LinkFaultException("reading a descriptor", "at least two bytes", $"{count}");
    }

    private int Transfer(UsbSetup setup, Span<byte> data, string what)
    {
        UsbStatus status = usb.Transfer(setup, data, Timeout, out int count);
        return status switch
        {
            UsbStatus.Ok => count,
            UsbStatus.Lost => throw PortErrors.Lost(usb.Name, "the USB device is gone"),
            UsbStatus.Stalled => throw new LinkFaultException(what, "the device to accept it", "a stall"),
            _ => throw new LinkFaultException(what, "an answer", $"none within {Timeout.TotalSeconds:F0} s"),
        };
    }
}
