namespace Edge.Boards.Tests;

public class FitCheckTests
{
    private static ModelNeeds Needs(long file = 20_000, long heap = 20_000, long array = 8_000, long arena = 4_000) =>
        new() { FileBytes = file, HeapBytes = heap, LargestArrayBytes = array, ArenaBytes = arena };

    private static Board BoardOf(string id) => BoardCatalog.Default.Find(id).Board;

    [Fact]
    public void Accepts_a_small_model_both_ways()
    {
        FitReport report = FitCheck.Check(BoardOf("esp32-rev3"), Needs());
        Assert.Equal(FitVerdict.Fits, report.Verdict);
        Assert.True(report.AsFile);
        Assert.True(report.InApp);
        Assert.Equal(["file on I:", "app in deploy", "managed heap", "largest array"], report.Lines.Select(line => line.Name));
    }

    [Fact]
    public void Gives_need_have_and_margin_that_agree_with_the_message()
    {
        FitLine heap = FitCheck.Check(BoardOf("esp32-rev3"), Needs(heap: 20_000, arena: 4_000)).Lines.Single(line => line.Name == "managed heap");
        Assert.Equal(24_000, heap.Need);
        Assert.Equal(65_536, heap.Have);
        Assert.Equal(41_536, heap.Margin);
        Assert.Contains("24,000", heap.Message);
        Assert.Contains("65,536", heap.Message);
        Assert.Contains("41,536 left", heap.Message);
        Assert.Contains("estimate", heap.Message);
    }

    [Fact]
    public void Calls_a_heap_between_the_ends_of_the_estimate_uncertain() =>
        Assert.Equal(FitVerdict.Uncertain, FitCheck.Check(BoardOf("esp32-rev3"), Needs(heap: 90_000)).Verdict);

    [Fact]
    public void Refuses_a_heap_above_the_estimate_with_the_bytes_that_are_too_many()
    {
        FitReport report = FitCheck.Check(BoardOf("esp32-rev3"), Needs(heap: 200_000));
        Assert.Equal(FitVerdict.DoesNotFit, report.Verdict);
        Assert.Contains("138,464 too many", report.Lines.Single(line => line.Name == "managed heap").Message);
    }

    [Fact]
    public void Refuses_an_array_nanoFramework_cannot_allocate_even_where_the_heap_is_large()
    {
        FitReport report = FitCheck.Check(BoardOf("st-stm32f769i-disco"), Needs(heap: 900_000, array: 786_409));
        Assert.Equal(FitVerdict.DoesNotFit, report.Verdict);
        Assert.Equal(FitVerdict.Fits, FitCheck.Check(BoardOf("st-stm32f769i-disco"), Needs(heap: 900_000, array: 786_408)).Verdict);
    }

    [Fact]
    public void Counts_the_arena_as_an_array() =>
        Assert.Equal(FitVerdict.DoesNotFit, FitCheck.Check(BoardOf("st-stm32f769i-disco"), Needs(arena: 800_000)).Verdict);

    [Fact]
    public void Prefers_the_way_of_delivery_that_fits()
    {
        FitReport report = FitCheck.Check(BoardOf("esp32-rev3"), Needs(file: 300_000));
        Assert.Equal(FitVerdict.Fits, report.Verdict);
        Assert.False(report.AsFile);
        Assert.True(report.InApp);
    }

    [Fact]
    public void Has_no_file_line_where_the_board_has_no_drive()
    {
        FitReport report = FitCheck.Check(BoardOf("st-nucleo64-f091rc"), Needs(file: 80_000, heap: 1_000, arena: 100));
        Assert.Equal("app in deploy", report.Lines[0].Name);
        Assert.Equal(FitVerdict.DoesNotFit, report.Verdict);
        Assert.False(report.AsFile);
        Assert.False(report.InApp);
    }
}
