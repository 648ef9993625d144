using Edge.Boards;

namespace Edge.Cli.Tests.Flashing;

/// <summary>Ctrl-C on the real program.</summary>
public sealed class InterruptTests : IDisposable
{
    private readonly TestFiles files = new();

    public void Dispose() => files.Dispose();

    [PosixFact]
    public async Task Ctrl_C_while_writing_returns_130_says_what_is_left_and_the_next_flash_succeeds()
    {
        // The line stalls in the middle of the image, so that there is time to press the keys.
        using var board = new ServedBoard("st-stm32f769i-disco", RouteKind.Wire, "delay host 30000 5000", "pty");
        string app = files.App(60_000);
        using EdgeProcess flash = EdgeProcess.Start("flash", app, "--port", board.Port);
        await flash.WaitForAsync("write 30 %");
        flash.Interrupt();
        Assert.Equal(130, await flash.EndAsync());
        Assert.Contains("interrupted; the deploy region from 0x080C0000 to 0x081FFFFF is erased or partly written, the firmware is untouched", flash.Error);
        Assert.Contains("try: run the same edge flash again", flash.Error);
        Assert.DoesNotContain("proof", flash.Output);
        Assert.NotEqual(File.ReadAllBytes(app), board.Board.Deployed[..60_000].ToArray());

        (int exit, string output, string error) = await CommandLineRunner.RunAsync("flash", app, "--port", board.Port);
        Assert.True(exit == 0, error);
        Assert.Contains("proof: ", output);
        Assert.Equal(File.ReadAllBytes(app), board.Board.Deployed[..60_000].ToArray());
    }

    [PosixFact]
    public async Task Ctrl_C_before_anything_is_written_says_so()
    {
        using var board = new ServedBoard("st-stm32f769i-disco", RouteKind.Wire, "delay host 0 5000", "pty");
        string before = board.Contents();
        using EdgeProcess flash = EdgeProcess.Start("flash", files.App(60_000), "--port", board.Port, "--json");
        await flash.WaitForAsync("connect");
        flash.Interrupt();
        Assert.Equal(130, await flash.EndAsync());
        Assert.Contains("the device was not changed", flash.Error);
        Assert.Contains("\"flash-interrupted\"", flash.Output);
        Assert.Equal(before, board.Contents());
    }
}
