using Edge.Boards;
using Edge.Flash.Simulation;

namespace Edge.Cli.Tests.Flashing;

/// <summary>A simulated board behind a pseudo-terminal or a TCP port of this process, as long as it lasts.</summary>
internal sealed class ServedBoard : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly BoardServer server;
    private readonly Thread thread;

    public ServedBoard(string id, RouteKind? route = null, string faults = "", string listen = "tcp:0")
    {
        Board = new SimulatedBoard(BoardCatalog.Default.Find(id).Board, route, FaultScript.Parse(faults));
        server = BoardServer.Listen(Board, listen);
        thread = new Thread(() => server.Run(end.Token)) { IsBackground = true };
        thread.Start();
    }

    public SimulatedBoard Board { get; }

    public string Port => server.Port;

    /// <summary>Everything the board holds, to see whether anything changed.</summary>
    public string Contents() => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Board.Memory.Flash))
        + string.Concat(Board.Memory.Files.Select(file => $" {file.Key} {Convert.ToHexString(file.Value)}"));

    public void Dispose()
    {
        end.Cancel();
        thread.Join();
        server.Dispose();
    }
}
