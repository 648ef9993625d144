using System.Net.Sockets;

namespace Edge.Flash.Links;

/// <summary>A TCP connection to a serial server or a simulated board. Line settings mean nothing to it, and it has no control lines.</summary>
public sealed class TcpLink : IByteLink
{
    // A peer that sends faster than anybody reads must not keep a call here for ever.
    private const int MostDiscarded = 1 << 20;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(10);
    private readonly Socket socket;

    private TcpLink(string name, Socket socket)
    {
        Name = name;
        this.socket = socket;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public ILinkClock Clock { get; } = new SystemClock();

    /// <summary>Connects.</summary>
    /// <exception cref="FlashException"><c>port-refused</c>: nobody listens there.</exception>
    public static TcpLink Open(string host, int port)
    {
        string name = $"tcp:{host}:{port}";
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = (int)WriteTimeout.TotalMilliseconds };
        try
        {
            using CancellationTokenSource timeout = new(ConnectTimeout);
            socket.ConnectAsync(host, port, timeout.Token).AsTask().GetAwaiter().GetResult();
            return new TcpLink(name, socket);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ArgumentException)
        {
            socket.Dispose();
            throw PortErrors.Refused(name, exception is OperationCanceledException ? $"no connection within {ConnectTimeout.TotalSeconds:F0} s" : exception.Message);
        }
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer, TimeSpan timeout)
    {
        try
        {
            if (!socket.Poll(timeout, SelectMode.SelectRead))
            {
                return 0;
            }

            int count = socket.Receive(buffer);
            return count > 0 ? count : throw PortErrors.Lost(Name, "the other side closed the connection");
        }
        catch (SocketException exception)
        {
            throw PortErrors.Lost(Name, exception.Message);
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> data)
    {
        try
        {
            while (data.Length > 0)
            {
                data = data[socket.Send(data)..];
            }
        }
        catch (SocketException exception)
        {
            throw PortErrors.Lost(Name, exception.Message);
        }
    }

    /// <inheritdoc/>
    public void SetLine(LineSettings settings)
    {
    }

    /// <inheritdoc/>
    public bool TrySetControl(bool dtr, bool rts) => false;

    /// <inheritdoc/>
    public void DiscardInput()
    {
        Span<byte> rest = stackalloc byte[1024];
        try
        {
            for (int discarded = 0; discarded < MostDiscarded && socket.Available > 0; discarded += rest.Length)
            {
                socket.Receive(rest);
            }
        }
        catch (SocketException exception)
        {
            throw PortErrors.Lost(Name, exception.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
