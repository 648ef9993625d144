using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Sections;

public class Section4EpiloguesTests
{
    [Fact]
    public void Thresholds_take_two_bytes_where_all_fit_and_four_elsewhere()
    {
        AssertSection(Head(0, 2, 2, 2), "0080 ff7f 0100 0200", SmallModel.Thresholds([-32768, 32767], [1, 2]), 2);
        AssertSection(Head(0, 2, 2, 4), "ff7fffff ff7f0000 01000000 02000000", SmallModel.Thresholds([-32769, 32767], [1, 2]), 2);
        AssertSection(Head(0, 1, 1, 4), "00800000", SmallModel.Thresholds([32768]), 0);
    }

    [Fact]
    public void A_level_table_lies_behind_the_thresholds()
    {
        EpilogueDefinition epilogue = new() { Kind = EpilogueKind.Threshold, Thresholds = [[1, 2, 3]], Levels = [0, 10, 20, 255] };
        AssertSection([0L, 3L, 1L, 2L, 0L, 8L], "0100 0200 0300 0000 000a14ff", epilogue, 8);
    }

    [Fact]
    public void Requantize_stores_64_bit_addends_before_32_bit_multipliers()
    {
        EpilogueDefinition epilogue = new() { Kind = EpilogueKind.Requantize, Shift = 62, Addends = [-1, 258], Multipliers = [3, -2] };
        AssertSection(Head(1, 62, 2, 12), "ffffffffffffffff 0201000000000000 03000000 feffffff", epilogue, 4);
    }

    [Fact]
    public void Shift_stores_32_bit_addends()
    {
        EpilogueDefinition epilogue = new() { Kind = EpilogueKind.Shift, Shift = 31, Addends = [int.MinValue] };
        AssertSection(Head(2, 31, 1, 4), "00000080", epilogue, 4);
    }

    [Fact]
    public void Raw_stores_nothing_or_addends_or_both()
    {
        AssertSection(Head(3, 0, 0, 0), "", new() { Kind = EpilogueKind.Raw }, 32);
        AssertSection(Head(3, 0, 2, 4), "01000000 ffffffff", new() { Kind = EpilogueKind.Raw, Addends = [1, -1] }, 32);
        AssertSection(Head(3, 0, 1, 8), "01000000 07000000", new() { Kind = EpilogueKind.Raw, Addends = [1], Multipliers = [7] }, 32);
    }

    private static object?[] Head(long kind, long argument, long count, long width) => [kind, argument, count, width, 0L, null];

    /// <summary>The epilogue's array and the blob of an average pool, whose only sections are its epilogue's.</summary>
    private static void AssertSection(object?[] fields, string hex, EpilogueDefinition epilogue, int format)
    {
        ModelDefinition model = SmallModel.Of(SmallModel.Bytes(), SmallModel.Pool(Operator.AveragePool, 2, SmallModel.Window3, epilogue, format));
        byte[] file = ModelWriter.Write(model);
        Writing.DefinitionAssert.Equal(model, ModelReader.Read(file));
        object?[] layer = (object?[])((object?[])SmallModel.Tree(file)[6]!)[0]!;
        Assert.Equal(fields, layer[5]);
        Assert.Equal(Hex.Bytes(hex), SmallModel.Blob(model));
    }
}
