using Edge.Boards;
using Edge.Errors;
using Edge.Flash.Plans;

namespace Edge.Flash.Tests;

/// <summary>A 64 KiB image over each of the four routes.</summary>
public class FourRoutesTests
{
    private const int ImageBytes = 65536;

    public static TheoryData<string, RouteKind, Proof> AppRoutes => new()
    {
        { "esp32-rev3", RouteKind.Wire, Proof.CheckMemory },
        { "st-stm32f769i-disco", RouteKind.Wire, Proof.CheckMemory },
        { "esp32-rev3", RouteKind.EspRom, Proof.Md5 },
        { "esp32-c3", RouteKind.EspRom, Proof.Md5 },
        { "esp32-s2", RouteKind.EspRom, Proof.Md5 },
        { "st-nucleo64-f091rc", RouteKind.Stm32Uart, Proof.ReadBack },
        { "st-stm32f429i-disco", RouteKind.Stm32Uart, Proof.ReadBack },
        { "st-stm32f769i-disco", RouteKind.Dfuse, Proof.ReadBack },
        { "st-stm32f429i-disco", RouteKind.Dfuse, Proof.ReadBack },
    };

    [Theory]
    [MemberData(nameof(AppRoutes))]
    public void Brings_an_app_to_the_deploy_region_byte_by_byte_and_proves_it(string board, RouteKind route, Proof proof)
    {
        Bench bench = new(board, route);
        FlashImage image = Bench.App(ImageBytes);
        FlashResult result = bench.Flash(image);
        Assert.Equal(proof, result.Proof);
        Assert.Equal(0, result.Repeated);
        Assert.Empty(result.Notices);
        Assert.True(bench.Holds(image));
        Assert.Equal(proof, bench.Verify(image).Proof);
    }

    [Theory]
    [MemberData(nameof(AppRoutes))]
    public void Finds_one_changed_byte_without_writing(string board, RouteKind route, Proof proof)
    {
        Assert.NotEqual(Proof.None, proof);
        Bench bench = new(board, route);
        FlashImage image = Bench.App(ImageBytes);
        bench.Flash(image);
        bench.Board.Memory.At(bench.Board.Board.Deploy.At, ImageBytes)[40_000] ^= 0x10;
        byte[] before = [.. bench.Board.Memory.Flash];
        FlashException error = Assert.Throws<FlashException>(() => bench.Verify(image));
        Assert.Equal(ExitCode.Mismatch, error.Exit);
        Assert.Equal("verify-mismatch", error.Code);
        Assert.Equal(before, bench.Board.Memory.Flash);
    }

    [Theory]
    [MemberData(nameof(AppRoutes))]
    public void Prints_in_a_dry_run_the_plan_that_the_run_executes_and_touches_nothing(string board, RouteKind route, Proof proof)
    {
        Assert.NotEqual(Proof.None, proof);
        Bench bench = new(board, route);
        FlashImage image = Bench.App(ImageBytes);
        byte[] before = [.. bench.Board.Memory.Flash];
        FlashPlan dry = bench.Plan(image);
        Assert.Equal(before, bench.Board.Memory.Flash);
        Assert.DoesNotContain(bench.Log, line => line.Contains("Erase") || line.Contains("Write") || line.Contains("Begin") || line.Contains("Reboot"));
        FlashPlan executed = bench.Flash(image).Plan;
        Assert.Equal(dry.Lines(), executed.Lines());
        Assert.Equal(dry.Lines(), FlashService.PlanWithoutDevice(bench.Board.Board, route, image, new FlashOptions()).Lines());
    }

    [Theory]
    [InlineData("esp32-rev3", "")]
    [InlineData("esp32-rev3", "layout old")]
    [InlineData("esp32-rev3", "crc on")]
    [InlineData("esp32-c6", "packet 128; layout old; crc on")]
    [InlineData("esp32-rev3", "packet 256")]
    [InlineData("rpi-pico2", "packet 512")]
    public void Brings_a_model_to_the_drive_and_lets_the_app_confirm_it(string board, string script)
    {
        Bench bench = new(board, RouteKind.Wire, script);
        FlashImage image = Bench.Model(ImageBytes);
        FlashResult result = bench.Flash(image);
        Assert.Equal(Proof.AppReport, result.Proof);
        Assert.Equal(image.Bytes, bench.Board.Memory.Files[@"I:\model.edge"]);
        Assert.Equal(Proof.AppReport, bench.Verify(image).Proof);
    }

    [Fact]
    public void Finds_one_changed_byte_of_a_file_by_the_report_of_the_app()
    {
        Bench bench = new("esp32-rev3", RouteKind.Wire);
        FlashImage image = Bench.Model(ImageBytes);
        bench.Flash(image);
        bench.Board.Memory.Files[@"I:\model.edge"][40_000] ^= 0x10;
        FlashException error = Assert.Throws<FlashException>(() => bench.Verify(image));
        Assert.Equal("verify-mismatch", error.Code);
        Assert.Contains("CRC-32", error.Found);
    }

    [Fact]
    public void Plans_a_file_in_a_dry_run_as_it_sends_it()
    {
        Bench bench = new("esp32-rev3", RouteKind.Wire, "packet 256; layout old");
        FlashImage image = Bench.Model(ImageBytes);
        FlashPlan dry = bench.Plan(image);
        Assert.Empty(bench.Board.Memory.Files);
        Assert.Equal(dry.Lines(), bench.Flash(image).Plan.Lines());
        int messages = (ImageBytes + dry.File!.ChunkBytes - 1) / dry.File.ChunkBytes;
        Assert.Equal(messages, bench.Log.Count(line => line.StartsWith("StorageOperation", StringComparison.Ordinal)));
        Assert.Contains(dry.Lines(), line => line.Contains($"{messages} messages"));
    }

    [Fact]
    public void Accepts_packet_CRC_as_proof_where_no_app_reports()
    {
        Bench bench = new("esp32-rev3", RouteKind.Wire, "crc on; app silent");
        Assert.Equal(Proof.PacketCrc, bench.Flash(Bench.Model(9_000)).Proof);
    }

    [Fact]
    public void Does_not_call_an_unproven_file_a_success()
    {
        Bench bench = new("esp32-rev3", RouteKind.Wire, "app silent");
        FlashException error = bench.Fails(Bench.Model(9_000));
        Assert.Equal(ExitCode.Mismatch, error.Exit);
        Assert.Equal("flash-unproven", error.Code);
        Assert.Equal(Proof.None, bench.Flash(Bench.Model(9_000), new FlashOptions { AcceptUnproven = true }).Proof);
        Assert.Equal("verify-no-report", Assert.Throws<FlashException>(() => bench.Verify(Bench.Model(9_000))).Code);
    }

    [Fact]
    public void Takes_the_board_from_the_device_when_nobody_names_it()
    {
        Bench bench = new("st-stm32f769i-disco", RouteKind.Wire);
        FlashResult result = bench.Service.Flash(bench.Request(Bench.App(5_000)) with { Board = null });
        Assert.Equal("st-stm32f769i-disco", result.Plan.Board.Id);
    }

    [Fact]
    public void Resets_an_ESP32_into_its_loader_and_back_by_the_control_lines()
    {
        Bench bench = new("esp32-rev3", RouteKind.Wire);
        FlashImage app = Bench.App(20_000);
        Assert.Equal(Proof.Md5, bench.Service.Flash(bench.Request(app) with { Via = RouteKind.EspRom }).Proof);
        Assert.Equal(Proof.CheckMemory, bench.Service.Verify(bench.Request(app) with { Via = RouteKind.Wire }).Proof);
    }

    [Fact]
    public void Reports_progress_of_every_step_up_to_its_total()
    {
        Bench bench = new("st-nucleo64-f091rc", RouteKind.Stm32Uart);
        List<FlashEvent> events = [];
        bench.Service.Flash(bench.Request(Bench.App(10_000)), new Recorder(events));
        foreach (FlashOperation operation in (FlashOperation[])[FlashOperation.Identify, FlashOperation.Erase, FlashOperation.Write, FlashOperation.Verify, FlashOperation.Reset])
        {
            FlashEvent last = events.Last(item => item.Operation == operation);
            Assert.Equal(last.Total, last.Done);
        }

        Assert.Equal(events.OrderBy(item => item.Operation), events);
    }

    private sealed class Recorder(List<FlashEvent> events) : IProgress<FlashEvent>
    {
        public void Report(FlashEvent value) => events.Add(value);
    }
}
