using Edge.Boards;

namespace Edge.Flash.Plans;

/// <summary>Makes plans: from the board entry alone, or from what the connected device says where it says more.</summary>
public static class FlashPlanner
{
    private const int EspSegmentBytes = 65536;
    private const int LongestDevicePath = 64;

    /// <summary>Makes the plan of one run.</summary>
    /// <param name="board">The board.</param>
    /// <param name="route">One of its routes.</param>
    /// <param name="image">What to write.</param>
    /// <param name="options">What the user chose.</param>
    /// <param name="facts">The device's answers, or null to plan from the board entry.</param>
    /// <exception cref="FlashException">The image does not fit, or the board does not take it this way.</exception>
    public static FlashPlan Plan(Board board, FlashRoute route, FlashImage image, FlashOptions options, DeviceFacts? facts = null)
    {
        if (route.Kind == RouteKind.Uf2)
        {
            throw ImageErrors.NoRoute(board.Id, "uf2", string.Join(", ", board.Routes.Where(other => other.Kind != RouteKind.Uf2).Select(other => RouteNames.NameOf(other.Kind))));
        }

        Delivery delivery = DeliveryOf(board, route, image, options);
        FlashPlan plan = new()
        {
            Board = board,
            Route = route,
            Delivery = delivery,
            Image = image,
            File = delivery == Delivery.File ? FileOf(board, route, image, options, facts) : null,
            Segments = delivery == Delivery.App ? SegmentsOf(board, route, image, facts) : [],
            Restart = options.Restart,
            Estimate = TimeSpan.Zero,
        };
        return plan with { Estimate = PlanEstimate.Of(plan, options) };
    }

    private static Delivery DeliveryOf(Board board, FlashRoute route, FlashImage image, FlashOptions options)
    {
        bool fileWorks = board.AllowsFile && route.Kind == RouteKind.Wire;
        Delivery delivery = options.Delivery ?? (fileWorks && image.Kind != ImageKind.App ? Delivery.File : Delivery.App);
        if (delivery == Delivery.File && route.Kind != RouteKind.Wire)
        {
            throw ImageErrors.FileNeedsWire(RouteNames.NameOf(route.Kind));
        }

        if (delivery == Delivery.File && !board.AllowsFile)
        {
            throw ImageErrors.NoDrive(board.Id);
        }

        bool app = image.Kind == ImageKind.App || (options.AcceptAnyImage && image.Kind != ImageKind.Model);
        return delivery == Delivery.App && !app ? throw ImageErrors.NotAnApp(image.Name, image.Kind) : delivery;
    }

    private static PlanFile FileOf(Board board, FlashRoute route, FlashImage image, FlashOptions options, DeviceFacts? facts)
    {
        Region files = board.Files!;
        string path = options.DevicePath ?? $@"{files.Drive}\{image.Name}";
        bool sound = path.Length <= LongestDevicePath && path.StartsWith($@"{files.Drive}\", StringComparison.OrdinalIgnoreCase) && path.Length > files.Drive!.Length + 1 && path.All(character => character is >= ' ' and < '\x7F');
        if (!sound)
        {
            throw ImageErrors.BadDevicePath(path);
        }

        long room = files.Size - FitCheck.FileSystemBlocks * 4096L;
        if (image.Bytes.Length > room)
        {
            throw DeviceErrors.TooLarge($"{image.Name} does not fit on {files.Drive} of {board.Id}", image.Bytes.Length, room, "put it into the app instead (edge export MODEL --as resource), or train a smaller model");
        }

        int packet = facts?.PacketBytes ?? route.Packet ?? 1024;
        StorageLayout layout = facts?.Layout ?? StorageLayout.ZeroTerminated;
        int overhead = layout == StorageLayout.ZeroTerminated ? 12 + path.Length + 1 : 16 + path.Length;
        return new PlanFile(path, packet - overhead, layout);
    }

    private static IReadOnlyList<PlanSegment> SegmentsOf(Board board, FlashRoute route, FlashImage image, DeviceFacts? facts)
    {
        Region deploy = board.Deploy;
        if (image.Bytes.Length > deploy.Size)
        {
            throw DeviceErrors.TooLarge($"{image.Name} does not fit into the deploy region of {board.Id}", image.Bytes.Length, deploy.Size, "remove what the app does not need, or train a smaller model");
        }

        List<PlanSegment> segments = [];
        int offset = 0;
        foreach ((EraseBlock block, int first, int count) in UnitsOf(board, route, facts))
        {
            int part = Math.Clamp(image.Bytes.Length - offset, 0, block.Bytes);
            segments.Add(new PlanSegment(block.Address, block.Bytes, offset, part, first, count));
            offset += part;
        }

        return segments;
    }

    private static IEnumerable<(EraseBlock Block, int First, int Count)> UnitsOf(Board board, FlashRoute route, DeviceFacts? facts)
    {
        Region deploy = board.Deploy;
        switch (route.Kind)
        {
            case RouteKind.Wire:
                IReadOnlyList<EraseRun> runs = facts?.Deploy?.Runs ?? (route.ErasesWholeRegion ? [new EraseRun(1, deploy.Size)] : deploy.EraseRuns);
                return EraseLayout.Blocks(deploy.At, runs).Select((block, i) => (block, i, 1));
            case RouteKind.EspRom:
                return EspUnits(deploy);
            default:
                return EraseLayout.Blocks(board.FlashAt, board.FlashSectors).Select((block, i) => (block, i, 1)).Where(unit => unit.block.Address >= deploy.At && unit.block.End <= deploy.End);
        }
    }

    // The ROM erases at the start of a transfer: 64 KiB at a time keeps the erase short and a repetition cheap.
    private static IEnumerable<(EraseBlock Block, int First, int Count)> EspUnits(Region deploy)
    {
        int block = deploy.EraseRuns[0].Bytes;
        for (int at = 0; at < deploy.Size; at += EspSegmentBytes)
        {
            int length = Math.Min(EspSegmentBytes, deploy.Size - at);
            uint address = deploy.At + (uint)at;
            yield return (new EraseBlock(address, length), (int)(address / block), length / block);
        }
    }
}
