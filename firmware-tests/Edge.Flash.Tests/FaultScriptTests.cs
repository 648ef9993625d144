using Edge.Errors;
using Edge.Flash.Plans;
using Edge.Flash.Simulation;

namespace Edge.Flash.Tests;

public class FaultScriptTests
{
    [Fact]
    public void Reads_every_directive()
    {
        FaultScript script = FaultScript.Parse("""
            # a comment
            drop host 120; flip device 44 3; nack 5   # another
            delay device 100 2500; truncate host 300 40
            disconnect host 5000
            chip 0x442; target ESP32_REV0; move-table 65536; layout old; packet 256; crc on; app silent; protect read; secure-download
            """);
        Assert.Equal(
            ["drop host 120", "flip device 44 3", "nack 5", "delay device 100 2500", "truncate host 300 40", "disconnect host 5000"],
            script.Faults.Select(fault => fault.ToString()));
        DeviceQuirks expected = new()
        {
            Chip = 0x442,
            Target = "ESP32_REV0",
            MovedBy = 65536,
            Layout = StorageLayout.NameLength,
            PacketBytes = 256,
            PacketCrc = true,
            AppReports = false,
            ReadProtected = true,
            SecureDownload = true,
        };
        Assert.Equal(expected, script.Quirks);
    }

    [Fact]
    public void Reads_back_what_it_writes()
    {
        FaultScript script = FaultScript.Parse("drop host 1; flip device 2 7; nack 3; delay host 4 5; truncate device 6 7; disconnect device 8");
        Assert.Equal(script.Faults, FaultScript.Parse(string.Join(';', script.Faults)).Faults);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("drop both 5")]
    [InlineData("drop host -1")]
    [InlineData("flip host 5 8")]
    [InlineData("flip host 5")]
    [InlineData("nack 0")]
    [InlineData("packet 300")]
    [InlineData("move-table 100")]
    [InlineData("explode")]
    public void Names_the_directive_it_does_not_understand(string directive)
    {
        FlashException error = Assert.Throws<FlashException>(() => FaultScript.Parse($"drop host 1; {directive}"));
        Assert.Equal(ExitCode.Usage, error.Exit);
        Assert.Equal("fault-script", error.Code);
        Assert.Equal(directive, error.Found);
    }
}
