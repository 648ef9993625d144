using Edge.Boards;
using Edge.Flash.Dfuse;
using Edge.Flash.Stm32;

namespace Edge.Flash.Tests;

/// <summary>The bytes of AN3155 and the names of DfuSe.</summary>
public class Stm32AndDfuseTests
{
    [Fact]
    public void Sends_an_address_high_byte_first_with_its_checksum() =>
        Assert.Equal("080C000004", Convert.ToHexString(Stm32Format.Address(0x080C0000)));

    [Fact]
    public void Sums_a_write_block_with_its_length() => Assert.Equal(0x07, Stm32Format.Xor([0x03, 0x01, 0x02, 0x03, 0x04]));

    [Theory]
    [InlineData("@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg", 0x08000000u, "4 x 16384 + 1 x 65536 + 7 x 131072")]
    [InlineData("@Internal Flash   /0x08000000/04*032Kg,01*128Kg,07*256Kg", 0x08000000u, "4 x 32768 + 1 x 131072 + 7 x 262144")]
    [InlineData("@Option Bytes  /0x1FFF7800/01*040 e", 0x1FFF7800u, "1 x 40")]
    [InlineData("@OTP Memory /0x1FFF7800/01*512 e,01*016 e", 0x1FFF7800u, "1 x 512 + 1 x 16")]
    public void Reads_a_sector_map(string name, uint at, string runs)
    {
        SectorMap map = SectorMapText.Parse(name)!;
        Assert.Equal(at, map.At);
        Assert.Equal(runs, Plans.RunText.Of(map.Runs));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ST Device in DFU Mode")]
    [InlineData("@Internal Flash /0x08000000/")]
    [InlineData("@Internal Flash /08000000/04*016Kg")]
    [InlineData("@Internal Flash /0x08000000/04*016Kz")]
    [InlineData("@Internal Flash /0x08000000/00*016Kg")]
    [InlineData("@Internal Flash /0x08000000/99999*9999Mg")]
    [InlineData("@Internal Flash /0x08000000/04x016Kg")]
    public void Takes_no_other_name_for_a_sector_map(string name) => Assert.Null(SectorMapText.Parse(name));

    [Fact]
    public void Writes_the_sector_map_it_reads()
    {
        foreach (Board board in BoardCatalog.Default.Boards.Where(board => board.Route(RouteKind.Dfuse) is not null))
        {
            SectorMap map = new("Internal Flash", board.FlashAt, board.FlashSectors);
            SectorMap again = SectorMapText.Parse(SectorMapText.Format(map))!;
            Assert.Equal(map.Runs, again.Runs);
        }
    }

    [Fact]
    public void Erases_by_the_number_of_the_sector_in_the_whole_flash()
    {
        Bench bench = new("st-stm32f429i-disco", RouteKind.Stm32Uart);
        Plans.FlashPlan plan = bench.Plan(Bench.App(1_000));

        // 0x080A0000: four of 16 KiB, one of 64 KiB and four of 128 KiB come before.
        Assert.Equal(9, plan.Segments[0].FirstBlock);
        Assert.Equal(131072, plan.Segments[0].Length);
    }

    [Fact]
    public void Gets_a_bootloader_back_that_waits_for_the_rest_of_anything()
    {
        // Cut the connection after every byte of a short exchange: the next one must find its way.
        for (int at = 1; at < 700; at += 7)
        {
            Bench bench = new(SmallBoards.StmPages(), RouteKind.Stm32Uart, Simulation.FaultScript.Parse($"disconnect host {at}"));
            bench.Fails(Bench.App(600));
            bench.Flash(Bench.App(600));
        }
    }
}
