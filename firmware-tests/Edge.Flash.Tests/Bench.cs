using Edge.Boards;
using Edge.Flash.Plans;
using Edge.Flash.Simulation;

namespace Edge.Flash.Tests;

/// <summary>A simulated board on the bench with a service that reaches it in virtual time.</summary>
internal sealed class Bench
{
    internal Bench(string board, RouteKind route, string script = "")
        : this(BoardCatalog.Default.Find(board).Board, route, FaultScript.Parse(script))
    {
    }

    internal Bench(Board board, RouteKind route, FaultScript script)
    {
        Board = new SimulatedBoard(board, route, script) { Log = text => Log.Add(text) };
        Service = new FlashService(_ => Board.Connect(), _ => Board.ConnectUsb());
    }

    internal SimulatedBoard Board { get; }

    internal FlashService Service { get; }

    internal List<string> Log { get; } = [];

    internal static byte[] Bytes(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A deployment image of random bytes after the marker assemblies begin with.</summary>
    internal static FlashImage App(int bytes, int seed = 1)
    {
        byte[] content = Bytes(bytes, seed);
        "NFMRK2\0\0"u8.CopyTo(content);
        return new FlashImage("app.bin", content);
    }

    /// <summary>A model file of random bytes after the magic.</summary>
    internal static FlashImage Model(int bytes, int seed = 1)
    {
        byte[] content = Bytes(bytes, seed);
        new byte[] { 0x9B, 0xA4, (byte)'e', (byte)'d', (byte)'g', (byte)'e', 1 }.CopyTo(content, 0);
        return new FlashImage("model.edge", content);
    }

    internal FlashRequest Request(FlashImage image, FlashOptions? options = null) => new()
    {
        Port = Board.Route == RouteKind.Dfuse ? "usb" : "simulated",
        Image = image,
        Board = Board.Board,
        Via = Board.Route,
        Options = options ?? new FlashOptions(),
    };

    internal FlashResult Flash(FlashImage image, FlashOptions? options = null) => Service.Flash(Request(image, options));

    internal FlashException Fails(FlashImage image, FlashOptions? options = null) => Assert.Throws<FlashException>(() => Flash(image, options));

    internal FlashResult Verify(FlashImage image, FlashOptions? options = null) => Service.Verify(Request(image, options));

    internal FlashPlan Plan(FlashImage image, FlashOptions? options = null) => Service.Plan(Request(image, options));

    /// <summary>Whether the deploy region holds the image and erased flash after it.</summary>
    internal bool Holds(FlashImage image)
    {
        ReadOnlySpan<byte> region = Board.Deployed;
        return region[..image.Bytes.Length].SequenceEqual(image.Bytes) && region[image.Bytes.Length..].IndexOfAnyExcept((byte)0xFF) < 0;
    }
}
