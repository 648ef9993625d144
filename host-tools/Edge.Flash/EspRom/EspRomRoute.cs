using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Edge.Boards;
using Edge.Flash.Links;
using Edge.Flash.Plans;

namespace Edge.Flash.EspRom;

/// <summary>Flashing through the serial loader in the ROM of an ESP32, without loading a program into its memory first.</summary>
internal sealed class EspRomRoute(IByteLink link, FlashRoute? entry, int? flashBytes, int? baud) : IFlashRoute
{
    private const int UsualBaud = 115200;
    private const uint DefaultTable = 0x8000;
    private const int DefaultFlashBytes = 4194304;
    private const int ResetRounds = 3;
    private const int ChecksumTries = 3;
    private static readonly TimeSpan EraseTimePerMegabyte = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Md5TimePerMegabyte = TimeSpan.FromSeconds(8);
    private static readonly IReadOnlyList<EspReset> AllResets = [EspReset.Classic, EspReset.UsbJtag];
    private readonly EspClient client = new(link);
    private bool hasLines = true;
    private bool takesEncryptionWord = true;
    private EspReset lastReset = EspReset.Classic;

    public RouteKind Kind => RouteKind.EspRom;

    public Proof Proof => Proof.Md5;

    public bool AnswersAreChecked => false;

    public void Connect()
    {
        link.SetLine(new LineSettings(UsualBaud, LinkParity.None));
        for (int round = 0; round < ResetRounds; round++)
        {
            foreach (EspReset reset in entry?.Reset ?? AllResets)
            {
                hasLines = EspResetLines.IntoLoader(link, reset, slow: round > 0);
                lastReset = reset;
                if (client.TrySync())
                {
                    client.Send(EspCommand.SpiAttach, [0u, 0u]);
                    return;
                }
            }
        }

        throw DeviceProbe.Explain(link, new Wanted(
            "the ESP32 ROM loader",
            DeviceProbe.EspLoader,
            "hold BOOT, press and release EN, let BOOT go, and run the command again",
            "hold BOOT, press and release EN, let BOOT go; or flash over the running firmware: --via wire"));
    }

    public DeviceFacts Identify()
    {
        uint chip = ChipNumber();
        string name = EspFormat.ChipName(chip);
        takesEncryptionWord = name != "ESP32" && name != "ESP8266";
        uint table = entry?.PartitionTableAt ?? DefaultTable;
        byte[] chunk = [];
        IReadOnlyList<DeviceRegion> regions = PartitionTable.Read(i =>
        {
            if (i % 2 == 0)
            {
                chunk = client.Send(EspCommand.ReadFlashSlow, [table + (uint)(i * PartitionTable.EntryBytes), EspFormat.ReadBytes], EspFormat.ReadBytes).Data;
            }

            return chunk.AsSpan(i % 2 * PartitionTable.EntryBytes, PartitionTable.EntryBytes).ToArray();
        });
        return regions.Any(region => region.Use == RegionUse.Deploy)
            ? new DeviceFacts { Route = Kind, Chip = name, ChipNumber = chip, Regions = regions }
            : throw new LinkFaultException("reading the partition table", "a deploy partition", $"none at 0x{table:X}")
            {
                Final = DeviceErrors.NoPartitionTable(name, table),
            };
    }

    public void Begin()
    {
        client.Send(EspCommand.SpiSetParameters, [0, (uint)(flashBytes ?? DefaultFlashBytes), 0x10000, 0x1000, 0x100, 0xFFFF]);
        if (baud is { } rate && rate != UsualBaud)
        {
            client.Send(EspCommand.ChangeBaud, [(uint)rate, 0]);
            link.SetLine(new LineSettings(rate, LinkParity.None));
            link.Clock.Sleep(TimeSpan.FromMilliseconds(50));
            client.Forget();
        }
    }

    public void Erase(PlanSegment segment)
    {
        // A segment that gets data is erased by the command that announces it.
        if (segment.ImageLength == 0)
        {
            BeginTransfer(segment, segment.Length);
        }
    }

    public void Write(PlanSegment segment, ReadOnlyMemory<byte> image, Action<int> progress)
    {
        BeginTransfer(segment, segment.ImageLength);
        byte[] content = segment.Content(image.Span);
        int blocks = (segment.ImageLength + EspFormat.FlashBlockBytes - 1) / EspFormat.FlashBlockBytes;
        for (int i = 0; i < blocks; i++)
        {
            SendBlock(i, content.AsSpan(i * EspFormat.FlashBlockBytes, EspFormat.FlashBlockBytes));
            progress(Math.Min((i + 1) * EspFormat.FlashBlockBytes, segment.ImageLength));
        }
    }

    public SegmentDifference? Verify(PlanSegment segment, ReadOnlyMemory<byte> image)
    {
        string expected = Convert.ToHexString(MD5.HashData(segment.Content(image.Span)));
        string? previous = null;
        while (true)
        {
            string found = Md5Of(segment.Address, segment.Length);
            if (found == expected)
            {
                return null;
            }

            // Answers carry no checksum, so one wrong one is not enough.
            if (previous is not null)
            {
                return new SegmentDifference(segment.Address, $"MD5 {found} instead of {expected} over {segment.Length} bytes at 0x{segment.Address:X8}");
            }

            previous = found;
        }
    }

    public void Recover()
    {
        LinkReader.Drain(link, TimeSpan.FromMilliseconds(100));
        if (client.TrySync())
        {
            return;
        }

        if (hasLines)
        {
            EspResetLines.IntoLoader(link, lastReset, slow: true);
            link.SetLine(new LineSettings(UsualBaud, LinkParity.None));
        }

        if (!client.TrySync())
        {
            throw new LinkFaultException("catching the loader's attention again", "an answer to SYNC", "silence");
        }

        client.Send(EspCommand.SpiAttach, [0u, 0u]);
    }

    public void Restart()
    {
        if (EspResetLines.IntoProgram(link, lastReset == EspReset.UsbJtag))
        {
            return;
        }

        // Without lines the loader itself can leave: an empty transfer, then its end with "reboot".
        client.Send(EspCommand.FlashBegin, takesEncryptionWord ? [0, 0, EspFormat.FlashBlockBytes, 0, 0] : [0, 0, EspFormat.FlashBlockBytes, 0]);
        client.Send(EspCommand.FlashEnd, [0u]);
    }

    private uint ChipNumber()
    {
        byte[] info;
        try
        {
            info = client.Send(EspCommand.SecurityInfo, [], EspClient.AnyLength, EspClient.UsualTimeout).Data;
        }
        catch (LinkFaultException fault) when (fault.DeviceCode is not null)
        {
            // The oldest chip does not know the command and says so eight times; its ROM has a word of its own instead.
            LinkReader.Drain(link, TimeSpan.FromMilliseconds(50));
            client.Forget();
            return client.Send(EspCommand.ReadRegister, [EspFormat.MagicAddress]).Value;
        }

        // The ESP32-S2 knows the command and not yet its own number: its answer is shorter.
        uint chip = info.Length switch
        {
            EspFormat.SecurityInfoBytes => BinaryPrimitives.ReadUInt32LittleEndian(info.AsSpan(12)),
            EspFormat.SecurityInfoWithoutChipBytes => EspFormat.ChipWithoutNumber,
            _ => throw new LinkFaultException("asking for the chip", $"{EspFormat.SecurityInfoBytes} or {EspFormat.SecurityInfoWithoutChipBytes} bytes", $"{info.Length}"),
        };
        return (BinaryPrimitives.ReadUInt32LittleEndian(info) & EspFormat.SecureDownload) == 0
            ? chip
            : throw new LinkFaultException("asking for the chip", "a chip that computes checksums", "secure download mode") { Final = DeviceErrors.SecureMode(EspFormat.ChipName(chip)) };
    }

    private void BeginTransfer(PlanSegment segment, int dataBytes)
    {
        uint blocks = (uint)((dataBytes + EspFormat.FlashBlockBytes - 1) / EspFormat.FlashBlockBytes);
        uint[] words = [(uint)segment.Length, blocks, EspFormat.FlashBlockBytes, segment.Address];
        TimeSpan timeout = EspClient.UsualTimeout + EraseTimePerMegabyte * (segment.Length / 1048576.0);
        client.Send(EspCommand.FlashBegin, takesEncryptionWord ? [.. words, 0] : words, 0, timeout);
    }

    private void SendBlock(int number, ReadOnlySpan<byte> block)
    {
        byte[] data = new byte[16 + block.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(data, (uint)block.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4), (uint)number);
        block.CopyTo(data.AsSpan(16));
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                client.Send(EspCommand.FlashData, data, 0, EspClient.UsualTimeout, EspFormat.Checksum(block));
                return;
            }
            catch (LinkFaultException fault) when (fault.DeviceCode == EspFormat.ErrorChecksum && attempt < ChecksumTries)
            {
                // Refused before anything was written: the same block may follow. After silence it may not, see Recover.
            }
        }
    }

    private string Md5Of(uint address, int length)
    {
        TimeSpan timeout = EspClient.UsualTimeout + Md5TimePerMegabyte * (length / 1048576.0);
        return Encoding.ASCII.GetString(client.Send(EspCommand.FlashMd5, [address, (uint)length, 0, 0], 32, timeout).Data).ToUpperInvariant();
    }
}
