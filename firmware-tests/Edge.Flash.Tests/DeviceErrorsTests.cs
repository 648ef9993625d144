using Edge.Boards;
using Edge.Errors;
using Edge.Flash.Links;
using Edge.Flash.Plans;

namespace Edge.Flash.Tests;

/// <summary>Devices and images that do not go together: nothing is written, and each has its own exit code and message.</summary>
public class DeviceErrorsTests
{
    private static readonly FlashImage App = Bench.App(8_000);

    [Theory]
    [InlineData("esp32-rev3", RouteKind.EspRom, RouteKind.Wire, "running nanoFramework firmware", "an ESP32 in its ROM loader")]
    [InlineData("st-nucleo64-f091rc", RouteKind.Stm32Uart, RouteKind.Wire, "running nanoFramework firmware", "an STM32 in its system bootloader")]
    [InlineData("st-nucleo64-f091rc", RouteKind.Wire, RouteKind.Stm32Uart, "an STM32 in its system bootloader", "running nanoFramework firmware")]
    public void Says_in_which_mode_a_device_is_instead(string board, RouteKind speaks, RouteKind asked, string expected, string found)
    {
        Bench bench = new(board, speaks);

        // Without control lines nobody can reset the device into the other mode.
        FlashService service = new(_ => new NoLines(bench.Board.Connect()));
        FlashException error = Assert.Throws<FlashException>(() => service.Flash(bench.Request(App) with { Via = asked }));
        Expect(ExitCode.Link, "device-wrong-mode", error);
        Assert.Equal(expected, error.Expected);
        Assert.Equal(found, error.Found);
    }

    [Fact]
    public void Says_that_an_ESP32_runs_its_firmware_when_no_line_can_reset_it()
    {
        Bench bench = new("esp32-rev3", RouteKind.Wire);
        FlashService service = new(_ => new NoLines(bench.Board.Connect()));
        FlashException error = Assert.Throws<FlashException>(() => service.Flash(bench.Request(App) with { Via = RouteKind.EspRom }));
        Expect(ExitCode.Link, "device-wrong-mode", error);
        Assert.Contains("BOOT", error.Try);
    }

    [Theory]
    [InlineData("esp32-rev3", RouteKind.Wire)]
    [InlineData("esp32-rev3", RouteKind.EspRom)]
    [InlineData("st-nucleo64-f091rc", RouteKind.Stm32Uart)]
    public void Says_that_nothing_answers(string board, RouteKind route)
    {
        Bench bench = new(board, route);
        FlashService service = new(_ => new Deaf(bench.Board.Connect()));
        Expect(ExitCode.Link, "device-silent", Assert.Throws<FlashException>(() => service.Flash(bench.Request(App))));
    }

    [Theory]
    [InlineData("st-nucleo64-f091rc", RouteKind.Stm32Uart)]
    [InlineData("st-stm32f769i-disco", RouteKind.Dfuse)]
    public void Recognises_a_chip_protected_against_reading_before_it_erases(string board, RouteKind route) =>
        Unchanged(board, route, "protect read", ExitCode.Protected, "read-protected");

    [Theory]
    [InlineData("st-nucleo64-f091rc", RouteKind.Stm32Uart)]
    [InlineData("st-stm32f769i-disco", RouteKind.Dfuse)]
    public void Recognises_flash_that_ignores_writing(string board, RouteKind route) =>
        Unchanged(board, route, "protect write", ExitCode.Protected, "write-protected");

    [Fact]
    public void Finds_flash_that_ignores_writing_by_the_MD5_of_the_ROM() => Unchanged("esp32-rev3", RouteKind.EspRom, "protect write", ExitCode.Mismatch, "verify-mismatch");

    [Fact]
    public void Finds_flash_that_ignores_writing_by_CheckMemory() => Unchanged("st-stm32f769i-disco", RouteKind.Wire, "protect write", ExitCode.Mismatch, "verify-mismatch");

    [Theory]
    [InlineData("esp32-c3")]
    [InlineData("esp32-s2")]
    public void Refuses_an_ESP32_in_secure_download_mode_that_cannot_prove_anything(string board) =>
        Unchanged(board, RouteKind.EspRom, "secure-download", ExitCode.Protected, "secure-download-mode");

    [Fact]
    public void Refuses_another_target_with_both_names()
    {
        FlashException error = Unchanged("esp32-rev3", RouteKind.Wire, "target ESP32_PSRAM_REV3", ExitCode.DeviceMismatch, "device-mismatch");
        Assert.Contains("ESP32_REV3", error.Expected);
        Assert.Contains("ESP32_PSRAM_REV3", error.Found);
    }

    [Theory]
    [InlineData("esp32-c3", RouteKind.EspRom, "chip 9", "0x5", "0x9")]
    [InlineData("st-nucleo64-f091rc", RouteKind.Stm32Uart, "chip 0x413", "0x442", "0x413")]
    public void Refuses_another_chip_with_both_numbers(string board, RouteKind route, string script, string expected, string found)
    {
        FlashException error = Unchanged(board, route, script, ExitCode.DeviceMismatch, "device-mismatch");
        Assert.Contains(expected, error.Expected);
        Assert.Contains(found, error.Found);
    }

    [Theory]
    [InlineData("esp32-rev3", RouteKind.EspRom)]
    [InlineData("esp32-rev3", RouteKind.Wire)]
    public void Refuses_a_deploy_partition_at_another_address_with_both_addresses(string board, RouteKind route)
    {
        FlashException error = Unchanged(board, route, "move-table 65536", ExitCode.DeviceMismatch, "device-mismatch");
        Assert.Contains("0x1E0000", error.Expected);
        Assert.Contains("0x1F0000", error.Found);
    }

    [Fact]
    public void Refuses_another_sector_map_with_both_maps()
    {
        Bench bench = new("st-stm32f769i-disco", RouteKind.Dfuse);
        Board other = BoardCatalog.Default.Find("st-stm32f429i-disco").Board;
        FlashException error = Assert.Throws<FlashException>(() => bench.Service.Flash(bench.Request(App) with { Board = other }));
        Expect(ExitCode.DeviceMismatch, "device-mismatch", error);
        Assert.Contains("4 x 16384", error.Expected);
        Assert.Contains("4 x 32768", error.Found);
    }

    [Fact]
    public void Refuses_a_target_nobody_described()
    {
        Bench bench = new("esp32-rev3", RouteKind.Wire, "target MY_BOARD");
        FlashException error = Assert.Throws<FlashException>(() => bench.Service.Flash(bench.Request(App) with { Board = null }));
        Expect(ExitCode.DeviceMismatch, "target-unknown", error);
        Assert.Equal("MY_BOARD", error.Found);
    }

    [Fact]
    public void Asks_for_the_board_where_the_chip_alone_does_not_tell()
    {
        Bench bench = new("esp32-rev3", RouteKind.EspRom);
        FlashException error = Assert.Throws<FlashException>(() => bench.Service.Flash(bench.Request(App) with { Board = null }));
        Expect(ExitCode.Usage, "board-needed", error);
        Assert.Contains("esp32-rev3", error.Found);
        Assert.Contains("esp32-psram-rev3", error.Found);
    }

    [Fact]
    public void Says_that_a_blank_ESP32_needs_firmware_first()
    {
        Bench bench = new("esp32-rev3", RouteKind.EspRom);
        bench.Board.Memory.At(0x8000, 0xC00).Fill(0xFF);
        FlashException error = bench.Fails(App);
        Expect(ExitCode.DeviceMismatch, "partition-table-missing", error);
        Assert.Contains("nanoff", error.Try);
    }

    [Theory]
    [InlineData("st-nucleo64-f091rc", RouteKind.Stm32Uart, 69_633)]
    [InlineData("st-nucleo144-f746zg", RouteKind.Dfuse, 262_145)]
    [InlineData("esp32-rev3", RouteKind.EspRom, 1_835_009)]
    public void Refuses_an_app_larger_than_the_deploy_region_with_the_bytes_that_are_too_many(string board, RouteKind route, int bytes)
    {
        FlashException error = new Bench(board, route).Fails(Bench.App(bytes));
        Expect(ExitCode.DoesNotFit, "model-too-large", error);
        Assert.Contains("1 too many", error.Found);
    }

    [Fact]
    public void Refuses_a_model_larger_than_the_drive_before_it_sends_anything()
    {
        Bench bench = new("rpi-pico", RouteKind.Wire);
        Expect(ExitCode.DoesNotFit, "model-too-large", bench.Fails(Bench.Model(20_000)));
        Assert.Empty(bench.Board.Memory.Files);
    }

    [Fact]
    public void Says_that_the_drive_is_full()
    {
        Bench bench = new("rpi-pico", RouteKind.Wire);
        bench.Board.Memory.Files[@"I:\other.bin"] = new byte[12_000];
        Expect(ExitCode.DoesNotFit, "file-refused", bench.Fails(Bench.Model(10_000)));
    }

    [Theory]
    [InlineData("st-stm32f769i-disco", RouteKind.Wire, Delivery.File, "board-no-drive", ExitCode.DoesNotFit)]
    [InlineData("esp32-rev3", RouteKind.EspRom, Delivery.File, "file-needs-wire", ExitCode.Usage)]
    [InlineData("esp32-rev3", RouteKind.Wire, Delivery.App, "image-not-an-app", ExitCode.DoesNotFit)]
    [InlineData("st-stm32f769i-disco", RouteKind.Dfuse, null, "image-not-an-app", ExitCode.DoesNotFit)]
    public void Refuses_a_model_where_no_program_could_read_it(string board, RouteKind route, Delivery? delivery, string code, ExitCode exit) =>
        Expect(exit, code, new Bench(board, route).Fails(Bench.Model(1_000), new FlashOptions { Delivery = delivery }));

    [Theory]
    [InlineData("st-nucleo64-f091rc", RouteKind.EspRom)]
    [InlineData("rpi-pico", RouteKind.Uf2)]
    public void Refuses_a_route_the_board_does_not_have(string board, RouteKind route)
    {
        Bench bench = new(board, RouteKind.Wire);
        FlashException error = Assert.Throws<FlashException>(() => bench.Service.Flash(bench.Request(App) with { Via = route }));
        Expect(ExitCode.DoesNotFit, "board-no-route", error);
    }

    [Theory]
    [InlineData(@"D:\model.edge")]
    [InlineData("model.edge")]
    [InlineData(@"I:\")]
    [InlineData("I:\\mod\u00e9l.edge")]
    public void Refuses_a_name_the_device_does_not_take(string path) =>
        Expect(ExitCode.Usage, "file-name", new Bench("esp32-rev3", RouteKind.Wire).Fails(Bench.Model(100), new FlashOptions { DevicePath = path }));

    [Fact]
    public void Says_that_the_image_file_is_missing() => Expect(ExitCode.Input, "image-missing", Assert.Throws<FlashException>(() => FlashImage.Read("/nowhere/model.edge")));

    [Fact]
    public void Ends_at_the_deadline_with_a_device_that_only_babbles()
    {
        Bench bench = new("esp32-rev3", RouteKind.Wire);
        FlashService service = new(_ => new Babbling(bench.Board.Connect()));
        FlashException error = Assert.Throws<FlashException>(() => service.Flash(bench.Request(App, new FlashOptions { Deadline = TimeSpan.FromSeconds(3) })));
        Assert.Equal(ExitCode.Link, error.Exit);
        Assert.Equal("link-deadline", error.Code);
        Assert.True(bench.Board.Clock.Now < TimeSpan.FromSeconds(5));
    }

    private static FlashException Unchanged(string board, RouteKind route, string script, ExitCode exit, string code)
    {
        Bench bench = new(board, route, script);
        byte[] before = [.. bench.Board.Memory.Flash];
        FlashException error = bench.Fails(App);
        Expect(exit, code, error);
        Assert.Equal(before, bench.Board.Memory.Flash);
        return error;
    }

    private static void Expect(ExitCode exit, string code, FlashException error)
    {
        Assert.Equal(code, error.Code);
        Assert.Equal(exit, error.Exit);
        Assert.False(string.IsNullOrEmpty(error.Expected));
        Assert.False(string.IsNullOrEmpty(error.Found));
        Assert.False(string.IsNullOrEmpty(error.Try));
    }

    private class NoLines(IByteLink inner) : IByteLink
    {
        public string Name => inner.Name;

        public ILinkClock Clock => inner.Clock;

        public virtual int Read(Span<byte> buffer, TimeSpan timeout) => inner.Read(buffer, timeout);

        public virtual void Write(ReadOnlySpan<byte> data) => inner.Write(data);

        public void SetLine(LineSettings settings) => inner.SetLine(settings);

        public virtual bool TrySetControl(bool dtr, bool rts) => false;

        public void DiscardInput() => inner.DiscardInput();

        public void Dispose() => inner.Dispose();
    }

    private sealed class Deaf(IByteLink inner) : NoLines(inner)
    {
        public override void Write(ReadOnlySpan<byte> data)
        {
        }
    }

    private sealed class Babbling(IByteLink inner) : NoLines(inner)
    {
        public override int Read(Span<byte> buffer, TimeSpan timeout)
        {
            Clock.Sleep(TimeSpan.FromMilliseconds(5));
            buffer[0] = (byte)'N';
            return 1;
        }
    }
}
