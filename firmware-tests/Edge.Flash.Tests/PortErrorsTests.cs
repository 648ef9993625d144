using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Edge.Errors;
using Edge.Flash.Links;
using Edge.Flash.Links.Posix;
using Edge.Flash.Usb;

namespace Edge.Flash.Tests;

/// <summary>Ports that cannot be used, each with its own code and message. Real files, pseudo-terminals and sockets.</summary>
public partial class PortErrorsTests
{
    [Fact]
    public void Says_that_there_is_no_such_port() => Refused("port-absent", "/dev/ttyUSB-nothing");

    [LinuxFact]
    public void Says_that_the_user_lacks_permission()
    {
        using PseudoTerminal terminal = PseudoTerminal.Create();
        File.SetUnixFileMode(terminal.Path, UnixFileMode.None);
        FlashException? error = null;
        Thread thread = new(() =>
        {
            // Root may open everything, so this one thread opens as somebody else.
            uint before = SetFileSystemUser(65534);
            error = Assert.Throws<FlashException>(() => SerialPorts.Open(terminal.Path));
            SetFileSystemUser(before);
        });
        thread.Start();
        thread.Join();
        Expect("port-permission", error!);
        Assert.Contains("dialout", error!.Try);
    }

    [PseudoTerminalFact]
    public void Says_that_another_program_has_the_port_and_opens_it_once_that_is_closed()
    {
        using PseudoTerminal terminal = PseudoTerminal.Create();
        IByteLink other = SerialPorts.Open(terminal.Path);
        Refused("port-in-use", terminal.Path);
        other.Dispose();
        SerialPorts.Open(terminal.Path).Dispose();
    }

    [PseudoTerminalFact]
    public void Says_that_a_file_is_not_a_serial_port()
    {
        string file = Path.GetTempFileName();
        try
        {
            Refused("port-not-serial", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [PseudoTerminalFact]
    public void Says_that_a_folder_is_not_a_serial_port() => Refused("port-not-serial", Path.GetTempPath());

    [PseudoTerminalFact]
    public void Says_that_a_path_through_a_file_leads_to_no_port()
    {
        string file = Path.GetTempFileName();
        try
        {
            Refused("port-absent", $"{file}/ttyUSB0");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Says_that_nobody_listens_at_a_TCP_port()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Refused("port-refused", $"tcp:127.0.0.1:{port}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("tcp:localhost:notaport")]
    [InlineData("tcp:1:2:3")]
    [InlineData("tcp:localhost:70000")]
    public void Says_that_a_port_name_is_malformed(string port)
    {
        FlashException error = Assert.Throws<FlashException>(() => SerialPorts.Open(port));
        Assert.Equal(ExitCode.Usage, error.Exit);
        Assert.Equal("port-malformed", error.Code);
    }

    [Fact]
    public void Says_that_the_other_side_closed_a_TCP_connection()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using IByteLink link = SerialPorts.Open($"tcp:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.AcceptSocket().Dispose();
        FlashException error = Assert.Throws<FlashException>(() => link.Read(new byte[1], TimeSpan.FromSeconds(5)));
        Assert.Equal("link-lost", error.Code);
        Assert.Equal(ExitCode.Link, error.Exit);
        listener.Stop();
    }

    [Fact]
    public void Ends_when_the_other_side_of_a_TCP_connection_closes_in_the_middle_of_a_run()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Thread peer = new(() =>
        {
            using Socket socket = listener.AcceptSocket();
            socket.Receive(new byte[16]);
        });
        peer.Start();
        FlashRequest request = new() { Port = $"tcp:{((IPEndPoint)listener.LocalEndpoint).Port}", Image = Bench.App(1000), Board = Edge.Boards.BoardCatalog.Default.Find("esp32-rev3").Board };
        FlashException error = Assert.Throws<FlashException>(() => new FlashService().Flash(request));
        Assert.Equal("link-lost", error.Code);
        Assert.DoesNotContain("erased", error.Message);
        peer.Join();
        listener.Stop();
    }

    [Fact]
    public void Is_not_held_up_by_a_TCP_peer_that_sends_without_end()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        bool stop = false;
        Thread peer = new(() =>
        {
            using Socket socket = listener.AcceptSocket();
            try
            {
                while (!Volatile.Read(ref stop))
                {
                    socket.Send(new byte[65536]);
                }
            }
            catch (SocketException)
            {
                // The other side has had enough.
            }
        });
        peer.Start();
        IByteLink link = SerialPorts.Open($"tcp:{((IPEndPoint)listener.LocalEndpoint).Port}");
        Assert.True(link.Read(new byte[1], TimeSpan.FromSeconds(10)) > 0);
        for (int i = 0; i < 50; i++)
        {
            link.DiscardInput();
        }

        Volatile.Write(ref stop, true);
        link.Dispose();
        peer.Join();
        listener.Stop();
    }

    [Fact]
    public void Says_that_no_DfuSe_device_is_connected_or_what_is_missing_to_look_for_one()
    {
        FlashException error = Assert.Throws<FlashException>(() => LibUsbControl.Open("0483:0000"));
        Assert.Contains(error.Code, (string[])["usb-absent", "usb-library-missing"]);
        Assert.Equal(ExitCode.DeviceNotFound, error.Exit);
    }

    [PseudoTerminalFact]
    public void Carries_bytes_over_a_pseudo_terminal_without_changing_them()
    {
        using PseudoTerminal terminal = PseudoTerminal.Create();
        using IByteLink link = SerialPorts.Open(terminal.Path);
        link.SetLine(new LineSettings(115200, LinkParity.Even));
        Assert.False(link.TrySetControl(dtr: true, rts: true));
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        link.Write(all);
        Assert.Equal(all, ReadAll(buffer => terminal.Read(buffer, TimeSpan.FromSeconds(5)), all.Length));
        terminal.Write(all);
        Assert.Equal(all, ReadAll(buffer => link.Read(buffer, TimeSpan.FromSeconds(5)), all.Length));
        Stopwatch watch = Stopwatch.StartNew();
        Assert.Equal(0, link.Read(new byte[1], TimeSpan.FromMilliseconds(30)));
        Assert.True(watch.ElapsedMilliseconds >= 25);
    }

    [PseudoTerminalFact]
    public void Loses_what_nobody_reads_from_a_pseudo_terminal_and_goes_on()
    {
        using PseudoTerminal terminal = PseudoTerminal.Create();
        terminal.Write(new byte[1_000_000]);
        using IByteLink link = SerialPorts.Open(terminal.Path);
        while (link.Read(new byte[4096], TimeSpan.FromMilliseconds(200)) > 0)
        {
        }

        terminal.Write("after"u8);
        Assert.Equal("after"u8.ToArray(), ReadAll(buffer => link.Read(buffer, TimeSpan.FromSeconds(5)), 5));
    }

    [PseudoTerminalFact]
    public void Refuses_a_baud_rate_the_system_does_not_know()
    {
        using PseudoTerminal terminal = PseudoTerminal.Create();
        using IByteLink link = SerialPorts.Open(terminal.Path);
        Assert.Equal("port-failed", Assert.Throws<FlashException>(() => link.SetLine(new LineSettings(123, LinkParity.None))).Code);
    }

    private static byte[] ReadAll(Func<byte[], int> read, int count)
    {
        List<byte> bytes = [];
        byte[] buffer = new byte[64];
        while (bytes.Count < count && read(buffer) is > 0 and int got)
        {
            bytes.AddRange(buffer[..got]);
        }

        return [.. bytes];
    }

    private static void Refused(string code, string port) => Expect(code, Assert.Throws<FlashException>(() => SerialPorts.Open(port)));

    private static void Expect(string code, FlashException error)
    {
        Assert.Equal(code, error.Code);
        Assert.Equal(ExitCode.DeviceNotFound, error.Exit);
        Assert.NotNull(error.Expected);
        Assert.NotNull(error.Found);
        Assert.NotNull(error.Try);
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial uint SetFileSystemUser(uint user);
}
