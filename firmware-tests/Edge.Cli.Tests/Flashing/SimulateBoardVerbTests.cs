using System.Text.Json.Nodes;

namespace Edge.Cli.Tests.Flashing;

/// <summary><c>edge simulate-board</c> on the real program, for it runs until a signal.</summary>
public sealed class SimulateBoardVerbTests : IDisposable
{
    private readonly TestFiles files = new();

    public void Dispose() => files.Dispose();

    [PosixFact]
    public async Task The_first_line_is_the_port_and_what_was_flashed_is_kept_for_the_next_simulation()
    {
        string kept = Path.Combine(files.Folder, "board.bin");
        string app = files.App(20_000);
        using (EdgeProcess first = EdgeProcess.Start("simulate-board", "ESP32_REV3", "--listen", "pty", "--flash-image", kept))
        {
            string port = await first.WaitForAsync("/dev/");
            Assert.Equal(0, (await CommandLineRunner.RunAsync("flash", files.Model, "--port", port)).Exit);
            Assert.Equal(0, (await CommandLineRunner.RunAsync("flash", app, "--port", port)).Exit);
            first.Interrupt();
            Assert.Equal(0, await first.EndAsync());
            Assert.Equal(port, first.Output);
        }

        Assert.Equal(files.ModelBytes, File.ReadAllBytes(Path.Combine(kept + ".files", "tiny.edge")));
        Assert.Equal(File.ReadAllBytes(app), File.ReadAllBytes(kept)[0x1E0000..(0x1E0000 + 20_000)]);
        string link = Path.Combine(files.Folder, "port");
        using EdgeProcess second = EdgeProcess.Start("simulate-board", "esp32-rev3", "--flash-image", kept, "--link", link);
        await second.WaitForAsync("speaks wire");
        Assert.Equal(0, (await CommandLineRunner.RunAsync("verify", files.Model, "--port", link)).Exit);
        Assert.Equal(0, (await CommandLineRunner.RunAsync("verify", app, "--port", link)).Exit);
        second.Terminate();
        await second.EndAsync();
        Assert.False(File.Exists(link));
        Assert.Equal(File.ReadAllBytes(app), File.ReadAllBytes(kept)[0x1E0000..(0x1E0000 + 20_000)]);
    }

    [PosixFact]
    public async Task A_free_TCP_port_is_named_in_JSON_and_the_faults_come_from_a_file()
    {
        string faults = Path.Combine(files.Folder, "faults.txt");
        File.WriteAllText(faults, "# the firmware is not the one of the entry\ntarget MY_BOARD\n");
        using EdgeProcess board = EdgeProcess.Start("simulate-board", "esp32-rev3", "--listen", "tcp:0", "--faults", faults, "--json");
        await board.WaitForAsync("speaks wire");
        await board.WaitForAsync("}");
        JsonNode json = JsonNode.Parse(board.Output)!;
        Assert.Equal(("simulate-board", true, "esp32-rev3", "wire"), ((string)json["command"]!, (bool)json["ok"]!, (string)json["board"]!, (string)json["route"]!));
        (int exit, _, string error) = await CommandLineRunner.RunAsync("flash", files.Model, "--port", (string)json["port"]!);
        Assert.True(exit == 61, error);
    }

    [PosixFact]
    public async Task A_board_whose_cable_is_pulled_comes_back_at_the_same_link()
    {
        string link = Path.Combine(files.Folder, "port");
        using EdgeProcess board = EdgeProcess.Start("simulate-board", "esp32-rev3", "--link", link, "--faults", "disconnect device 1300");
        await board.WaitForAsync("speaks wire");
        string data = files.Other(9_000);
        (int exit, _, string error) = await CommandLineRunner.RunAsync("flash", data, "--port", link);
        Assert.True(exit is >= 70 and < 80, error);
        await board.WaitForAsync("the board is back");
        Assert.Equal(0, (await CommandLineRunner.RunAsync("flash", data, "--port", link)).Exit);
    }

    [Theory]
    [InlineData(21, "--listen", "serial")]
    [InlineData(22, "--faults", "drop everything")]
    [InlineData(44, "--route", "stm32-uart")]
    [InlineData(2, "--route", "jtag")]
    public async Task What_is_not_understood_is_named(int expected, string option, string value)
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync("simulate-board", "esp32-rev3", option, value);
        Assert.True(exit == expected, $"exit {exit}: {error}");
        Assert.Contains(value, error);
    }

    [Fact]
    public async Task A_kept_flash_of_another_size_is_refused()
    {
        string kept = Path.Combine(files.Folder, "small.bin");
        File.WriteAllBytes(kept, new byte[1000]);
        (int exit, _, string error) = await CommandLineRunner.RunAsync("simulate-board", "esp32-rev3", "--listen", "tcp:0", "--flash-image", kept);
        Assert.Equal(3, exit);
        Assert.Contains("found: 1000 bytes", error);
    }
}
