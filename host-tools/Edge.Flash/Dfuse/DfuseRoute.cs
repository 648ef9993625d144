using Edge.Boards;
using Edge.Flash.Plans;
using Edge.Flash.Usb;

namespace Edge.Flash.Dfuse;

/// <summary>Flashing through the STM32 system bootloader on USB: sector by sector, read back by upload.</summary>
internal sealed class DfuseRoute(IUsbControl usb) : IFlashRoute
{
    private const int ReadBytes = 2048;
    private readonly DfuseClient client = new(usb);
    private uint flashAt;

    public RouteKind Kind => RouteKind.Dfuse;

    public Proof Proof => Proof.ReadBack;

    public bool AnswersAreChecked => false;

    public void Connect()
    {
        flashAt = client.Open().At;
        client.BecomeIdle();
    }

    public DeviceFacts Identify()
    {
        SectorMap map = client.Open();
        return new DeviceFacts { Route = Kind, Chip = $"STM32 with {map.Runs.Sum(run => run.Size) / 1024} KiB", Sectors = map.Runs };
    }

    /// <summary>Read-out protection shows at the first read, before anything is erased.</summary>
    public void Begin()
    {
        client.BecomeIdle();
        client.Read(flashAt, 16);
    }

    public void Erase(PlanSegment segment)
    {
        client.BecomeIdle();
        client.EraseSector(segment.Address);
        if (client.Read(segment.Address, Math.Min(ReadBytes, segment.Length)).Any(value => value != 0xFF))
        {
            throw new LinkFaultException($"erasing at 0x{segment.Address:X8}", "erased flash", "the old content") { Final = DeviceErrors.WriteProtected(segment.Address, segment.Length) };
        }

        client.BecomeIdle();
    }

    public void Write(PlanSegment segment, ReadOnlyMemory<byte> image, Action<int> progress)
    {
        byte[] content = segment.Content(image.Span);
        int length = (segment.ImageLength + 3) / 4 * 4;
        for (int at = 0; at < length; at += client.TransferBytes)
        {
            int part = Math.Min(client.TransferBytes, length - at);
            client.Write(segment.Address + (uint)at, content.AsSpan(at, part));
            progress(Math.Min(at + part, segment.ImageLength));
        }
    }

    public SegmentDifference? Verify(PlanSegment segment, ReadOnlyMemory<byte> image)
    {
        byte[] content = segment.Content(image.Span);
        client.BecomeIdle();
        for (int at = 0; at < content.Length; at += ReadBytes)
        {
            ReadOnlySpan<byte> expected = content.AsSpan(at, Math.Min(ReadBytes, content.Length - at));
            uint address = segment.Address + (uint)at;
            byte[] found = client.Read(address, expected.Length);
            if (!expected.SequenceEqual(found) && client.Read(address, expected.Length) is var again && !expected.SequenceEqual(again))
            {
                return Difference(address, expected, again);
            }
        }

        return null;
    }

    public void Recover() => client.BecomeIdle();

    public void Restart()
    {
        client.BecomeIdle();
        client.Leave(flashAt);
    }

    private static SegmentDifference Difference(uint address, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found)
    {
        int first = expected.CommonPrefixLength(found);
        bool untouched = found.IndexOfAnyExcept((byte)0xFF) < 0;
        return new SegmentDifference(address + (uint)first, $"byte {found[first]:X2} instead of {expected[first]:X2} at 0x{address + (uint)first:X8}", untouched);
    }
}
