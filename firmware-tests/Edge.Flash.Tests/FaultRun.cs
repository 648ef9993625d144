using Edge.Boards;
using Edge.Errors;
using Edge.Flash.Simulation;

namespace Edge.Flash.Tests;

/// <summary>One flash of a simulated board with random faults, drawn from a seed.</summary>
internal sealed class FaultRun
{
    private static readonly int[] Sizes = [700, 2048, 5001, 9000];
    private static readonly string[] WireQuirks = ["", "crc on", "layout old", "layout old; crc on", "packet 512", "packet 256; layout old", "packet 128", "packet 128; crc on"];
    private static readonly Dictionary<string, (long Host, long Device)> CleanTraffic = [];
    private readonly Random random;
    private readonly Board board;
    private readonly RouteKind route;
    private readonly string quirks;
    private readonly FlashImage image;

    internal FaultRun(int seed, int index)
    {
        random = new Random(unchecked(seed * 1_000_003 + index));
        Kind = index % 6;
        (board, route) = Kind switch
        {
            0 or 1 => (SmallBoards.Esp("esp32-rev3"), RouteKind.Wire),
            2 => (SmallBoards.Stm(), RouteKind.Wire),
            3 => (SmallBoards.Esp(random.Next(2) == 0 ? "esp32-rev3" : "esp32-c3"), RouteKind.EspRom),
            4 => (random.Next(2) == 0 ? SmallBoards.Stm() : SmallBoards.StmPages(), RouteKind.Stm32Uart),
            _ => (SmallBoards.Stm(), RouteKind.Dfuse),
        };
        quirks = route == RouteKind.Wire ? WireQuirks[random.Next(WireQuirks.Length)] : string.Empty;
        int size = Sizes[random.Next(Sizes.Length)];
        image = Kind == 0 ? Bench.Model(size, index) : Bench.App(size, index);
        (long host, long device) = TrafficWithoutFaults(size);
        Transient = random.Next(2) == 0;
        IReadOnlyList<Fault> faults = Transient ? [Single(host, device)] : [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Any(host, device))];
        Script = FaultScript.Parse(quirks) with { Faults = faults };
    }

    internal static string[] KindNames { get; } = ["wire, file", "wire, app, one block", "wire, app, sectors", "esp-rom", "stm32-uart", "dfuse"];

    internal int Kind { get; }

    /// <summary>Whether the only fault is one lost or flipped byte, or on USB one lost or damaged transfer.</summary>
    internal bool Transient { get; }

    internal FaultScript Script { get; }

    internal FlashException? Failure { get; private set; }

    internal bool Wrong { get; private set; }

    internal TimeSpan Elapsed { get; private set; }

    internal int Repeated { get; private set; }

    public override string ToString() => $"{KindNames[Kind]} on {board.Id}, {image.Bytes.Length} bytes, {quirks}; {string.Join("; ", Script.Faults)}";

    internal void Execute()
    {
        Bench bench = new(board, route, Script);
        try
        {
            Repeated = bench.Flash(image).Repeated;
            Wrong = !Holds(bench);
        }
        catch (FlashException failure)
        {
            Failure = failure;
        }

        Elapsed = bench.Board.Clock.Now;
    }

    private bool Holds(Bench bench) => Kind == 0
        ? bench.Board.Memory.Files.TryGetValue($@"I:\{image.Name}", out byte[]? content) && content.AsSpan().SequenceEqual(image.Bytes)
        : bench.Holds(image);

    private (long Host, long Device) TrafficWithoutFaults(int size)
    {
        string key = $"{Kind} {board.Id} {quirks} {size}";
        if (!CleanTraffic.TryGetValue(key, out (long, long) traffic))
        {
            Bench bench = new(board, route, FaultScript.Parse(quirks));
            bench.Flash(image);
            CleanTraffic[key] = traffic = bench.Board.Carried;
        }

        return traffic;
    }

    private Fault Single(long host, long device) => At(random.Next(2) == 0 ? FaultKind.Drop : FaultKind.Flip, host, device);

    private Fault Any(long host, long device) => random.Next(8) switch
    {
        0 => new Fault(FaultKind.Nack, FaultSide.Host, random.Next(1, 60)),
        1 => At(FaultKind.Delay, host, device),
        2 => At(FaultKind.Truncate, host, device),
        3 => At(random.Next(3) == 0 ? FaultKind.Disconnect : FaultKind.Drop, host, device),
        4 or 5 => At(FaultKind.Drop, host, device),
        _ => At(FaultKind.Flip, host, device),
    };

    private Fault At(FaultKind kind, long host, long device)
    {
        FaultSide side = random.Next(2) == 0 ? FaultSide.Host : FaultSide.Device;
        int amount = kind switch
        {
            FaultKind.Flip => random.Next(8),
            FaultKind.Truncate => random.Next(2, 400),
            FaultKind.Delay => random.Next(50, 20_000),
            _ => 0,
        };
        return new Fault(kind, side, random.NextInt64(side == FaultSide.Host ? host : device), amount);
    }
}
