using Edge.Boards;

namespace Edge.Flash.Tests;

/// <summary>Boards with little flash, so that ten thousand runs do not spend their time on clearing memory.</summary>
internal static class SmallBoards
{
    internal static Board Esp(string id) => Resized(id, 0x80000, [], [
        new Region { Use = RegionUse.Clr, At = 0x10000, Size = 0x20000 },
        new Region { Use = RegionUse.Deploy, At = 0x30000, Size = 0x20000, EraseRuns = [new EraseRun(32, 4096)] },
        new Region { Use = RegionUse.Files, At = 0x50000, Size = 0x10000, Drive = "I:" }]);

    internal static Board Stm() => Resized("st-stm32f429i-disco", 0x30000, [new EraseRun(8, 16384), new EraseRun(1, 65536)], [
        new Region { Use = RegionUse.Clr, At = 0x08000000, Size = 0x10000 },
        new Region { Use = RegionUse.Deploy, At = 0x08010000, Size = 0x20000, EraseRuns = [new EraseRun(4, 16384), new EraseRun(1, 65536)] }]);

    internal static Board StmPages() => Resized("st-nucleo64-f091rc", 0x8000, [new EraseRun(16, 2048)], [
        new Region { Use = RegionUse.Clr, At = 0x08000000, Size = 0x4000 },
        new Region { Use = RegionUse.Deploy, At = 0x08004000, Size = 0x4000, EraseRuns = [new EraseRun(8, 2048)] }]);

    private static Board Resized(string id, int flashBytes, IReadOnlyList<EraseRun> sectors, IReadOnlyList<Region> regions) =>
        BoardCatalog.Default.Find(id).Board with { FlashBytes = flashBytes, FlashSectors = sectors, Regions = regions };
}
