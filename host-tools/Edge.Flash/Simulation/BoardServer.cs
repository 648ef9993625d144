using System.Net;
using System.Net.Sockets;
using Edge.Flash.Links;
using Edge.Flash.Links.Posix;

namespace Edge.Flash.Simulation;

/// <summary>Puts a simulated board behind a pseudo-terminal or a TCP port, in real time, so that any program can flash it.</summary>
public sealed class BoardServer : IDisposable
{
    private const int SendMilliseconds = 2000;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(20);

    // One time for every server: a board that is served again has timers that still run.
    private static readonly SystemClock Clock = new();
    private readonly SimulatedBoard board;
    private readonly PseudoTerminal? terminal;
    private readonly TcpListener? listener;

    private BoardServer(SimulatedBoard board, PseudoTerminal? terminal, TcpListener? listener)
    {
        this.board = board;
        this.terminal = terminal;
        this.listener = listener;
    }

    /// <summary>What to give to <c>--port</c>.</summary>
    public string Port => terminal?.Path ?? $"tcp:127.0.0.1:{((IPEndPoint)listener!.LocalEndpoint).Port}";

    /// <summary>Starts to listen.</summary>
    /// <param name="board">The board; not one that speaks DfuSe, which needs USB.</param>
    /// <param name="listen"><c>pty</c>, <c>tcp:PORT</c>, or <c>tcp:0</c> for a free port. TCP listens on this machine only.</param>
    /// <exception cref="FlashException">The place is malformed, taken or not to be had on this system.</exception>
    public static BoardServer Listen(SimulatedBoard board, string listen)
    {
        // Ask for the device now: a board that speaks DfuSe has none.
        _ = board.Device;
        if (listen == "pty")
        {
            return new BoardServer(board, PseudoTerminal.Create(), null);
        }

        if (!listen.StartsWith("tcp:", StringComparison.Ordinal) || !ushort.TryParse(listen.AsSpan(4), out ushort port))
        {
            throw new FlashException(FlashFailures.ListenMalformed, $"'{listen}' is not a place to listen at")
            {
                Expected = "pty or tcp:PORT",
                Found = listen,
                Try = "--listen pty, or --listen tcp:5333",
            };
        }

        TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start(1);
            return new BoardServer(board, null, listener);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            throw PortErrors.CannotListen(listen, exception.Message);
        }
    }

    /// <summary>Serves until cancelled. A client that leaves may come again; the board is as it left it.</summary>
    public void Run(CancellationToken cancellation)
    {
        if (terminal is not null)
        {
            ServeTerminal(cancellation);
            return;
        }

        while (!cancellation.IsCancellationRequested)
        {
            if (!listener!.Server.Poll(Slice, SelectMode.SelectRead))
            {
                continue;
            }

            using Socket client = listener.AcceptSocket();
            client.NoDelay = true;
            client.SendTimeout = SendMilliseconds;
            ServeClient(client, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        terminal?.Dispose();
        listener?.Dispose();
    }

    private void ServeTerminal(CancellationToken cancellation)
    {
        SimulationPump pump = board.NewPump();
        byte[] buffer = new byte[4096];
        while (!cancellation.IsCancellationRequested && !pump.Disconnected)
        {
            int count = terminal!.Read(buffer, Wait(pump));
            Exchange(pump, buffer, count, bytes => terminal.Write(bytes));
        }
    }

    private void ServeClient(Socket client, CancellationToken cancellation)
    {
        SimulationPump pump = board.NewPump();
        byte[] buffer = new byte[4096];
        try
        {
            while (!cancellation.IsCancellationRequested && !pump.Disconnected)
            {
                bool readable = client.Poll(Wait(pump), SelectMode.SelectRead);
                int count = readable ? client.Receive(buffer) : 0;
                if (readable && count == 0)
                {
                    return;
                }

                Exchange(pump, buffer, count, bytes => client.Send(bytes));
            }
        }
        catch (SocketException)
        {
            // The client is gone; the next one is welcome.
        }
    }

    private delegate void Sender(ReadOnlySpan<byte> bytes);

    private void Exchange(SimulationPump pump, byte[] buffer, int received, Sender send)
    {
        pump.Advance(Clock.Now);
        pump.HostWrites(buffer.AsSpan(0, received), Clock.Now);
        for (int count = pump.Take(buffer); count > 0; count = pump.Take(buffer))
        {
            send(buffer.AsSpan(0, count));
        }
    }

    private TimeSpan Wait(SimulationPump pump)
    {
        TimeSpan left = pump.Next is { } next ? next - Clock.Now : Slice;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < Slice ? left : Slice;
    }
}
