namespace Edge.Boards.Tests;

/// <summary>The file in the repository root.</summary>
public class BoardsFileTests
{
    [Fact]
    public void Follows_its_schema() => Assert.Empty(new SchemaSubset(Documents.Schema()).Check(Documents.Boards()));

    [Fact]
    public void Loads_with_every_board() => Assert.Equal(18, BoardCatalog.Default.Boards.Count);

    [Fact]
    public void Gives_an_estimate_of_heap_and_speed_for_every_board()
    {
        foreach (Board board in BoardCatalog.Default.Boards)
        {
            Assert.InRange(board.ManagedHeap.EstimateLow, 8192, board.ManagedHeap.EstimateHigh);
            Assert.InRange(board.Interpreter.Low, 0.05, board.Interpreter.High);
            Assert.False(board.Interpreter.Measured);
        }
    }

    [Fact]
    public void Keeps_the_upper_bound_of_a_linker_region_as_the_high_end_of_its_estimate()
    {
        foreach (ManagedHeap heap in BoardCatalog.Default.Boards.Select(board => board.ManagedHeap).Where(heap => heap.Kind == HeapKind.Linker))
        {
            Assert.Equal(heap.UpperBound, heap.EstimateHigh);
            Assert.Equal(heap.UpperBound, heap.RegionBytes - heap.Reserve);
        }
    }

    [Fact]
    public void Prices_an_ESP32_at_240_MHz_at_two_and_a_half_to_eight_million_instructions_a_second()
    {
        InterpreterSpeed speed = BoardCatalog.Default.Find("esp32-psram-rev3").Board.Interpreter;
        Assert.Equal(8.0e6, 1e6 / speed.Low, 1.0);
        Assert.Equal(2.5e6, 1e6 / speed.High, 1.0);
    }

    [Theory]
    [InlineData("esp32-rev3", 0x1E0000u, 448, 4096)]
    [InlineData("st-stm32f429i-disco", 0x080A0000u, 15, 131072)]
    [InlineData("st-nucleo64-f091rc", 0x0802F000u, 34, 2048)]
    public void Lists_the_erase_blocks_of_the_deploy_region(string id, uint at, int count, int first)
    {
        Region deploy = BoardCatalog.Default.Find(id).Board.Deploy;
        EraseBlock[] blocks = [.. deploy.EraseBlocks()];
        Assert.Equal(new EraseBlock(at, first), blocks[0]);
        Assert.Equal(count, blocks.Length);
        Assert.Equal(deploy.End, blocks[^1].End);
    }

    [Fact]
    public void Allows_delivery_as_a_file_exactly_where_there_is_a_files_region()
    {
        Assert.True(BoardCatalog.Default.Find("esp32-c3").Board.AllowsFile);
        Assert.False(BoardCatalog.Default.Find("st-stm32f769i-disco").Board.AllowsFile);
    }
}
