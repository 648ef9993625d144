using Edge.Boards;
using Edge.Errors;
using Edge.Flash.Simulation;

namespace Edge.Flash.Tests;

/// <summary>Ctrl-C anywhere: the run ends, says what it left, and a second run succeeds from there.</summary>
public class InterruptionTests
{
    public static TheoryData<string, RouteKind, FlashOperation> Moments()
    {
        TheoryData<string, RouteKind, FlashOperation> moments = [];
        foreach ((string board, RouteKind route) in ((string, RouteKind)[])[("esp32-rev3", RouteKind.Wire), ("st-stm32f769i-disco", RouteKind.Wire), ("esp32-rev3", RouteKind.EspRom), ("st-nucleo64-f091rc", RouteKind.Stm32Uart), ("st-stm32f769i-disco", RouteKind.Dfuse)])
        {
            foreach (FlashOperation operation in (FlashOperation[])[FlashOperation.Identify, FlashOperation.Erase, FlashOperation.Write, FlashOperation.Verify])
            {
                moments.Add(board, route, operation);
            }
        }

        return moments;
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void Ends_says_what_it_left_and_a_second_run_succeeds(string board, RouteKind route, FlashOperation operation)
    {
        Bench bench = new(board, route);
        FlashImage image = Bench.App(30_000);
        FlashException error = Interrupt(bench, image, operation);
        Assert.Equal(ExitCode.Interrupted, error.Exit);
        Assert.Equal("flash-interrupted", error.Code);
        string left = operation switch
        {
            FlashOperation.Identify => "not changed",
            FlashOperation.Verify => "written, but not proven",
            _ => $"0x{bench.Board.Board.Deploy.At:X8}",
        };
        Assert.Contains(left, error.Message);
        Assert.NotNull(error.Try);
        bench.Flash(image);
        Assert.True(bench.Holds(image));
    }

    [Theory]
    [InlineData(FlashOperation.Write, "incomplete")]
    [InlineData(FlashOperation.Verify, "not confirmed")]
    public void Says_what_is_left_of_a_file(FlashOperation operation, string left)
    {
        Bench bench = new("esp32-rev3", RouteKind.Wire, "app silent; crc on");
        FlashImage image = Bench.Model(30_000);
        Assert.Contains(left, Interrupt(bench, image, operation).Message);
        bench.Flash(image);
        Assert.Equal(image.Bytes, bench.Board.Memory.Files[@"I:\model.edge"]);
    }

    [Fact]
    public void Succeeds_after_a_run_that_was_killed_in_the_middle_of_a_packet()
    {
        foreach (RouteKind route in (RouteKind[])[RouteKind.Wire, RouteKind.Stm32Uart])
        {
            FlashImage image = Bench.App(9_000);
            Bench clean = new(SmallBoards.StmPages(), route, FaultScript.None);
            clean.Flash(image);
            for (int part = 1; part < 12; part++)
            {
                long at = clean.Board.Carried.Host * part / 12;
                Bench bench = new(SmallBoards.StmPages(), route, FaultScript.Parse($"disconnect host {at}"));
                Assert.Throws<FlashException>(() => bench.Flash(image));
                bench.Flash(image);
                Assert.True(bench.Holds(image));
            }
        }
    }

    private static FlashException Interrupt(Bench bench, FlashImage image, FlashOperation operation)
    {
        using CancellationTokenSource source = new();
        return Assert.Throws<FlashException>(() => bench.Service.Flash(bench.Request(image), new PressCtrlC(source, operation), source.Token));
    }

    private sealed class PressCtrlC(CancellationTokenSource source, FlashOperation operation) : IProgress<FlashEvent>
    {
        public void Report(FlashEvent value)
        {
            // In the middle: past the first report of the step, and before its last.
            if (value.Operation == operation && (value.Done > 0 || operation is FlashOperation.Identify or FlashOperation.Verify))
            {
                source.Cancel();
            }
        }
    }
}
