using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Flash.Links;
using Edge.Flash.Links.Posix;

namespace Edge.Cli.Tests.Flashing;

/// <summary><c>edge boards detect</c> against simulated boards and ports that cannot be used.</summary>
public sealed class DetectVerbTests
{
    [Theory]
    [InlineData("esp32-rev3", RouteKind.Wire, "", "ok", "esp32-rev3")]
    [InlineData("st-nucleo64-f091rc", RouteKind.Stm32Uart, "", "ok", "st-nucleo64-f091rc")]
    [InlineData("esp32-c3", RouteKind.EspRom, "", "ok", "esp32-c3")]
    [InlineData("esp32-rev3", RouteKind.EspRom, "", "several-boards", "esp32-rev3")]
    [InlineData("esp32-rev3", RouteKind.Wire, "target MY_BOARD", "unknown-board", "")]
    [InlineData("esp32-rev3", RouteKind.Wire, "move-table 65536", "unknown-board", "")]
    public async Task What_answers_is_named_and_nothing_is_written(string id, RouteKind route, string faults, string state, string board)
    {
        using var served = new ServedBoard(id, route, faults);
        string before = served.Contents();
        (int exit, string output, string error) = await CommandLineRunner.RunAsync("boards", "detect", "--port", served.Port, "--json");
        Assert.True(exit == 0, error);
        JsonNode port = Assert.Single(JsonNode.Parse(output)!["ports"]!.AsArray())!;
        Assert.Equal(state, (string)port["state"]!);
        string[] boards = [.. port["boards"]!.AsArray().Select(b => (string)b!)];
        Assert.True(board.Length == 0 ? boards.Length == 0 : boards.Contains(board), output);
        Assert.Equal(before, served.Contents());
    }

    [Fact]
    public async Task Where_the_entry_differs_both_columns_are_shown()
    {
        using var served = new ServedBoard("esp32-rev3", faults: "move-table 65536");
        (_, string output, _) = await CommandLineRunner.RunAsync("boards", "detect", "--port", served.Port);
        Assert.Contains("unknown-board", output);
        Assert.Contains("deploy: boards.json says 0x1E0000 + 1835008, the device says 0x1F0000", output);
    }

    [PosixFact]
    public async Task A_port_in_use_and_one_that_is_missing_are_told_apart()
    {
        using PseudoTerminal terminal = PseudoTerminal.Create();
        using IByteLink other = Edge.Flash.SerialPorts.Open(terminal.Path);
        Assert.Equal("port-in-use", await StateOf(terminal.Path));
        Assert.Equal("port-absent", await StateOf("/dev/ttyNone7"));
    }

    [PermissionFact]
    public async Task A_port_without_permission_is_told_from_a_missing_one()
    {
        using PseudoTerminal terminal = PseudoTerminal.Create();
        File.SetUnixFileMode(terminal.Path, UnixFileMode.None);
        (int exit, string output, string error) = Environment.IsPrivilegedProcess
            ? await EdgeProcess.RunAsSomebodyElseAsync("boards", "detect", "--port", terminal.Path)
            : await CommandLineRunner.RunAsync("boards", "detect", "--port", terminal.Path);
        Assert.True(exit == 0, error);
        Assert.Contains("port-permission", output);
        Assert.Contains("dialout", output);
    }

    private static async Task<string> StateOf(string port)
    {
        (_, string output, _) = await CommandLineRunner.RunAsync("boards", "detect", "--port", port, "--json");
        return (string)JsonNode.Parse(output)!["ports"]![0]!["state"]!;
    }
}
