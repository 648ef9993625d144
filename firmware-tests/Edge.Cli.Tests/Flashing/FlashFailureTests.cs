using Edge.Boards;
using Edge.Flash.Links;
using Edge.Flash.Links.Posix;

namespace Edge.Cli.Tests.Flashing;

/// <summary>What keeps a board from being flashed, each with its own exit code and message, and nothing written.</summary>
public sealed class FlashFailureTests : IDisposable
{
    private readonly TestFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public Task A_port_that_is_not_there() => Fails(50, ["there is no port /dev/ttyNone7", "edge boards detect"], files.Model, "--port", "/dev/ttyNone7");

    [PosixFact]
    public async Task A_port_another_program_has_open()
    {
        using PseudoTerminal terminal = PseudoTerminal.Create();
        using IByteLink other = Edge.Flash.SerialPorts.Open(terminal.Path);
        await Fails(52, ["another program is using", "serial monitor"], files.Model, "--port", terminal.Path);
    }

    [PermissionFact]
    public async Task A_port_without_permission()
    {
        using PseudoTerminal terminal = PseudoTerminal.Create();
        File.SetUnixFileMode(terminal.Path, UnixFileMode.None);
        files.LetEverybodyRead();

        // Root may open everything.
        (int exit, _, string error) = Environment.IsPrivilegedProcess
            ? await EdgeProcess.RunAsSomebodyElseAsync("flash", files.Model, "--port", terminal.Path)
            : await CommandLineRunner.RunAsync("flash", files.Model, "--port", terminal.Path);
        Assert.True(exit == 51, error);
        Assert.Contains("no permission to open", error);
        Assert.Contains("expected: read and write permission", error);
    }

    [PosixFact]
    public async Task A_port_where_nothing_answers()
    {
        using PseudoTerminal terminal = PseudoTerminal.Create();
        await Fails(70, ["no answer on", "found: silence"], files.Model, "--port", terminal.Path, "--baud", "115200");
    }

    [Fact]
    public Task A_port_that_names_nothing() => Fails(20, ["is not a port"], files.Model, "--port", "tcp:a:b:c");

    [Fact]
    public async Task No_port_at_all()
    {
        string? before = Environment.GetEnvironmentVariable("EDGE_PORT");
        Environment.SetEnvironmentVariable("EDGE_PORT", null);
        await Fails(2, ["no port was given", "EDGE_PORT"], files.Model);
        Environment.SetEnvironmentVariable("EDGE_PORT", before);
    }

    [Fact]
    public async Task A_device_in_its_loader_where_its_firmware_should_run()
    {
        using var board = new ServedBoard("esp32-rev3", RouteKind.EspRom);
        await Fails(board, 71, ["is in another mode", "found: an ESP32 in its ROM loader", "--via esp-rom"], files.Model, "--baud", "115200");
    }

    [Fact]
    public async Task A_device_whose_firmware_runs_where_its_loader_should()
    {
        using var board = new ServedBoard("st-stm32f769i-disco", RouteKind.Wire);
        await Fails(board, 71, ["is in another mode", "found: running nanoFramework firmware"], files.App(9_000), "--via", "stm32-uart", "--board", "st-nucleo64-f091rc");
    }

    [Fact]
    public async Task A_chip_that_is_protected_against_reading()
    {
        using var board = new ServedBoard("st-nucleo64-f091rc", RouteKind.Stm32Uart, "protect read");
        await Fails(board, 90, ["is protected against reading", "erases the whole chip"], files.App(9_000), "--via", "stm32-uart");
    }

    [Fact]
    public async Task A_file_larger_than_the_drive()
    {
        using var board = new ServedBoard("esp32-rev3");
        await Fails(board, 40, ["does not fit on I: of esp32-rev3", "expected: at most", "too many"], files.Other(300_000));
    }

    [Fact]
    public async Task An_application_larger_than_the_deploy_region()
    {
        using var board = new ServedBoard("st-nucleo64-f091rc");
        await Fails(board, 40, ["does not fit into the deploy region", "expected: at most 69632 bytes"], files.App(70_000));
    }

    [Fact]
    public async Task A_board_that_is_another_one()
    {
        using var board = new ServedBoard("esp32-rev3");
        await Fails(board, 60, ["not what boards.json says of esp32-c3", "expected: target ESP32_C3", "found: target ESP32_REV3"], files.Model, "--board", "esp32-c3");
    }

    [Fact]
    public async Task A_partition_table_that_has_moved()
    {
        using var board = new ServedBoard("esp32-rev3", RouteKind.EspRom, "move-table 65536");
        await Fails(board, 60, ["expected: deploy 0x1E0000", "found: deploy 0x1F0000"], files.App(9_000), "--via", "esp-rom", "--board", "esp32-rev3");
    }

    [Fact]
    public async Task A_target_nobody_knows()
    {
        using var board = new ServedBoard("esp32-rev3", faults: "target MY_BOARD");
        await Fails(board, 61, ["no board has this target name", "found: MY_BOARD"], files.Model);
    }

    [Fact]
    public async Task A_model_for_a_board_without_a_drive()
    {
        using var board = new ServedBoard("st-stm32f769i-disco");
        await Fails(board, 42, ["is not a deployment image", "edge export MODEL --as resource"], files.Model);
        await Fails(board, 43, ["has no drive for files"], files.Model, "--as", "file");
    }

    [Fact]
    public async Task A_damaged_model_before_the_port_is_opened()
    {
        byte[] bytes = files.ModelBytes;
        bytes[^9] ^= 1;
        File.WriteAllBytes(files.Model, bytes);
        await Fails(3, ["is not a valid model"], files.Model, "--port", "/dev/ttyNone7");
    }

    [Fact]
    public Task A_file_that_is_not_there() => Fails(30, ["cannot read"], Path.Combine(files.Folder, "none.edge"), "--port", "/dev/ttyNone7");

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("1e9")]
    public Task A_time_that_is_none(string seconds) => Fails(2, ["--deadline cannot be"], files.Model, "--port", "/dev/ttyNone7", "--deadline", seconds);

    [Fact]
    public async Task A_deadline_that_passes()
    {
        using var board = new ServedBoard("esp32-rev3", faults: "app silent");
        (int exit, _, string error) = await CommandLineRunner.RunAsync("flash", files.Model, "--port", board.Port, "--deadline", "1");
        Assert.True(exit == 74, error);
        Assert.Contains("--deadline", error);
    }

    private static async Task Fails(ServedBoard board, int expected, string[] parts, params string[] arguments)
    {
        string before = board.Contents();
        await Fails(expected, parts, [.. arguments, "--port", board.Port]);
        Assert.Equal(before, board.Contents());
    }

    private static async Task Fails(int expected, string[] parts, params string[] arguments)
    {
        (int exit, string output, string error) = await CommandLineRunner.RunAsync(["flash", .. arguments]);
        Assert.True(exit == expected, $"exit {exit}: {error}");
        Assert.Empty(output);
        Assert.All(parts, part => Assert.Contains(part, error));
        Assert.Contains("edge: error: ", error);
    }
}
