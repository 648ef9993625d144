using System.Diagnostics;
using Edge.Boards;
using Edge.Flash.Links;
using Edge.Flash.Links.Posix;
using Edge.Flash.Simulation;

namespace Edge.Flash.Tests;

/// <summary>Simulated boards in real time behind a pseudo-terminal or a TCP port, flashed by this project and by a program that is not ours.</summary>
public class BoardServerTests
{
    [Theory]
    [InlineData("st-stm32f769i-disco", RouteKind.Wire)]
    [InlineData("esp32-rev3", RouteKind.EspRom)]
    [InlineData("st-nucleo64-f091rc", RouteKind.Stm32Uart)]
    public void Flashes_over_TCP(string board, RouteKind route) => Flashes(board, route, "tcp:0");

    [PseudoTerminalFact]
    public void Flashes_over_a_pseudo_terminal() => Flashes("st-nucleo64-f091rc", RouteKind.Stm32Uart, "pty");

    [PseudoTerminalFact]
    public void Brings_a_file_over_a_pseudo_terminal()
    {
        SimulatedBoard simulated = new(Board("esp32-rev3"), RouteKind.Wire);
        using Served served = new(simulated, "pty");
        FlashImage image = Bench.Model(20_000);
        FlashRequest request = new() { Port = served.Port, Image = image };
        Assert.Equal(Proof.AppReport, new FlashService().Flash(request).Proof);
        Assert.Equal(image.Bytes, simulated.Memory.Files[@"I:\model.edge"]);
    }

    [Fact]
    public void Ends_a_TCP_connection_where_the_script_says_and_takes_the_next_client()
    {
        SimulatedBoard simulated = new(Board("st-nucleo64-f091rc"), RouteKind.Stm32Uart, FaultScript.Parse("disconnect host 1500"));
        using Served served = new(simulated, "tcp:0");
        FlashRequest request = new() { Port = served.Port, Image = Bench.App(6_000), Board = simulated.Board, Via = RouteKind.Stm32Uart };
        Assert.Equal("link-lost", Assert.Throws<FlashException>(() => new FlashService().Flash(request)).Code);
        Assert.Equal(Proof.ReadBack, new FlashService().Flash(request).Proof);
    }

    [Fact]
    public void Refuses_to_listen_at_a_malformed_place() =>
        Assert.Equal("listen-malformed", Assert.Throws<FlashException>(() => BoardServer.Listen(new SimulatedBoard(Board("esp32-rev3")), "udp:1")).Code);

    [Fact]
    public void Refuses_to_listen_at_a_TCP_port_that_is_taken()
    {
        using Served served = new(new SimulatedBoard(Board("esp32-rev3")), "tcp:0");
        string taken = $"tcp:{served.Port.Split(':')[^1]}";
        Assert.Equal("listen-failed", Assert.Throws<FlashException>(() => BoardServer.Listen(new SimulatedBoard(Board("esp32-rev3")), taken)).Code);
    }

    [PseudoTerminalFact]
    public void Loses_what_nobody_reads_as_a_serial_line_does()
    {
        using PseudoTerminal terminal = PseudoTerminal.Create();
        byte[] much = new byte[100_000];
        terminal.Write(much);
        terminal.Write(much);
        using IByteLink link = SerialPorts.Open(terminal.Path);
        link.DiscardInput();
        terminal.Write([1, 2, 3]);
        byte[] buffer = new byte[200_000];
        while (link.Read(buffer, TimeSpan.FromSeconds(5)) is > 0 and int count)
        {
            if (buffer.AsSpan(0, count).EndsWith((ReadOnlySpan<byte>)[1, 2, 3]))
            {
                return;
            }
        }

        Assert.Fail("what was sent after the terminal was opened did not arrive");
    }

    [Stm32FlashFact]
    public void Lets_stm32flash_write_verify_and_read_back_an_image()
    {
        SimulatedBoard simulated = new(Board("st-nucleo64-f091rc"), RouteKind.Stm32Uart);
        using Served served = new(simulated, "pty");
        string folder = Directory.CreateTempSubdirectory("edge-stm32flash").FullName;
        try
        {
            FlashImage image = Bench.App(65536);
            string source = Path.Combine(folder, "image.bin");
            string back = Path.Combine(folder, "back.bin");
            File.WriteAllBytes(source, image.Bytes);
            // A pseudo-terminal has no parity bit, and the C library calls asking it for one an error: hence 8n1.
            string written = Run("-m", "8n1", "-b", "115200", "-w", source, "-v", "-S", "0x0802F000", served.Port);
            Assert.Contains("Device ID    : 0x0442", written);
            Assert.Contains("and verified address 0x0803f000 (100.00%) Done.", written);
            Assert.Equal(image.Bytes, simulated.Deployed[..image.Bytes.Length].ToArray());
            Run("-m", "8n1", "-b", "115200", "-r", back, "-S", "0x0802F000:65536", served.Port);
            Assert.Equal(image.Bytes, File.ReadAllBytes(back));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Flashes(string board, RouteKind route, string listen)
    {
        SimulatedBoard simulated = new(Board(board), route);
        using Served served = new(simulated, listen);
        FlashImage image = Bench.App(10_000);
        FlashRequest request = new() { Port = served.Port, Image = image, Board = simulated.Board, Via = route };
        Assert.NotEqual(Proof.None, new FlashService().Flash(request).Proof);
        Assert.Equal(image.Bytes, simulated.Deployed[..image.Bytes.Length].ToArray());
        Assert.NotEqual(Proof.None, new FlashService().Verify(request).Proof);
    }

    private static Board Board(string id) => BoardCatalog.Default.Find(id).Board;

    private static string Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Stm32FlashFactAttribute.Path!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"stm32flash {string.Join(' ', arguments)} ended with {process.ExitCode}\n{text}\n{error.Result}");
        return text;
    }

    private sealed class Served : IDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly BoardServer server;
        private readonly Thread thread;

        internal Served(SimulatedBoard board, string listen)
        {
            server = BoardServer.Listen(board, listen);
            thread = new Thread(() => server.Run(stop.Token)) { IsBackground = true };
            thread.Start();
        }

        internal string Port => server.Port;

        public void Dispose()
        {
            stop.Cancel();
            thread.Join();
            server.Dispose();
            stop.Dispose();
        }
    }
}
