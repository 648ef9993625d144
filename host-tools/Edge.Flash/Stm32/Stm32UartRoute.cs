using Edge.Boards;
using Edge.Flash.Links;
using Edge.Flash.Plans;

namespace Edge.Flash.Stm32;

/// <summary>Flashing through the STM32 system bootloader on a USART. Writing is acknowledged even where it has no effect, so everything is read back.</summary>
internal sealed class Stm32UartRoute(IByteLink link, int baud, uint flashAt) : IFlashRoute
{
    private const int ProtectionTries = 3;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);
    private readonly Stm32Client client = new(link);
    private bool extendedErase = true;
    private string chip = "STM32";

    public RouteKind Kind => RouteKind.Stm32Uart;

    public Proof Proof => Proof.ReadBack;

    public bool AnswersAreChecked => false;

    public void Connect()
    {
        link.SetLine(new LineSettings(baud, LinkParity.Even));
        LinkReader.Drain(link, Quiet);
        try
        {
            client.Synchronize();
        }
        catch (LinkFaultException)
        {
            if (!TryResynchronize())
            {
                throw Silence();
            }
        }
    }

    public DeviceFacts Identify()
    {
        (byte version, IReadOnlyList<byte> commands) = client.Get();
        extendedErase = commands.Contains((byte)Stm32Command.ExtendedErase);
        int id = client.GetId();
        chip = $"STM32 0x{id:X3}";
        return new DeviceFacts { Route = Kind, Chip = chip, ChipNumber = (uint)id, Firmware = new Version(version >> 4, version & 15) };
    }

    /// <summary>Read-out protection shows when the first read is refused, before anything is erased.</summary>
    public void Begin()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                client.Read(flashAt, 16);
                return;
            }
            catch (LinkFaultException fault) when (fault.DeviceCode == Stm32Format.Nack)
            {
                if (attempt == ProtectionTries)
                {
                    throw DeviceErrors.ReadProtected(chip);
                }

                client.Resynchronize();
            }
        }
    }

    public void Erase(PlanSegment segment)
    {
        client.Erase(segment.FirstBlock, extendedErase);
        if (client.Read(segment.Address, Math.Min(Stm32Format.LargestTransfer, segment.Length)).Any(value => value != 0xFF))
        {
            throw new LinkFaultException($"erasing at 0x{segment.Address:X8}", "erased flash", "the old content") { Final = DeviceErrors.WriteProtected(segment.Address, segment.Length) };
        }
    }

    public void Write(PlanSegment segment, ReadOnlyMemory<byte> image, Action<int> progress)
    {
        byte[] content = segment.Content(image.Span);
        for (int at = 0; at < segment.ImageLength; at += Stm32Format.LargestTransfer)
        {
            client.Write(segment.Address + (uint)at, content.AsSpan(at, Math.Min(Stm32Format.LargestTransfer, content.Length - at)));
            progress(Math.Min(at + Stm32Format.LargestTransfer, segment.ImageLength));
        }
    }

    public SegmentDifference? Verify(PlanSegment segment, ReadOnlyMemory<byte> image)
    {
        byte[] content = segment.Content(image.Span);
        foreach (int at in Samples(segment))
        {
            int length = Math.Min(Stm32Format.LargestTransfer, content.Length - at);
            ReadOnlySpan<byte> expected = content.AsSpan(at, length);
            byte[] found = client.Read(segment.Address + (uint)at, length);

            // What is read carries no checksum: a difference counts when a second read shows it again.
            if (!expected.SequenceEqual(found) && client.Read(segment.Address + (uint)at, length) is var again && !expected.SequenceEqual(again))
            {
                return Difference(segment, at, expected, again);
            }
        }

        return null;
    }

    public void Recover() => client.Resynchronize();

    public void Restart() => client.Go(flashAt);

    // Every byte of the image; of the erased rest of the sector four pieces, because a sector is erased as a whole and this line is slow.
    private static IEnumerable<int> Samples(PlanSegment segment)
    {
        int step = Stm32Format.LargestTransfer;
        int image = (segment.ImageLength + step - 1) / step * step;
        for (int at = 0; at < image; at += step)
        {
            yield return at;
        }

        int rest = (segment.Length - image) / step;
        for (int i = 0; i < Math.Min(rest, 4); i++)
        {
            yield return image + (rest <= 4 ? i : i * (rest - 1) / 3) * step;
        }
    }

    private static SegmentDifference Difference(PlanSegment segment, int at, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found)
    {
        int first = expected.CommonPrefixLength(found);
        uint address = segment.Address + (uint)(at + first);
        bool untouched = found.IndexOfAnyExcept((byte)0xFF) < 0 && expected.IndexOfAnyExcept((byte)0xFF) >= 0;
        return new SegmentDifference(address, $"byte {found[first]:X2} instead of {expected[first]:X2} at 0x{address:X8}", untouched);
    }

    private bool TryResynchronize()
    {
        try
        {
            client.Resynchronize();
            return true;
        }
        catch (LinkFaultException)
        {
            return false;
        }
    }

    private FlashException Silence() => DeviceProbe.Explain(link, new Wanted(
        "the STM32 bootloader (AN3155)",
        DeviceProbe.Stm32Loader,
        "set BOOT0 high, press reset, and check that TX and RX are crossed; some USB adapters (CH340) drop the parity bit this bootloader needs",
        "set BOOT0 high and press reset; or flash over the running firmware: --via wire"));
}
