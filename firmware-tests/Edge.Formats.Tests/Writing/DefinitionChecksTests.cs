using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Writing;

/// <summary>What contradicts itself is refused with the place, what was expected and what was found. Plain limits: Section7LimitsTests.</summary>
public class DefinitionChecksTests
{
    private static readonly EpilogueDefinition Bit = SmallModel.Thresholds([0]);

    [Fact]
    public void The_message_says_where_what_was_expected_and_what_was_found()
    {
        ModelFormatException error = Fails(SmallModel.Dense(1, PlaneDefinition.Ternary([1, 0, 2])), SmallModel.Bytes(1, 1, 3));
        Assert.Equal("layers[0].planes[0].weights[2]: expected 1 * f - 1 with f = 0 .. 2, found 2", error.Message);
        Assert.Equal(Status.OutOfRange, error.Status);
    }

    [Fact]
    public void A_model_has_a_layer()
    {
        ModelDefinition empty = new() { Name = "", Input = SmallModel.Bytes(), Output = new(1, 1, []) };
        Assert.Equal("layers", Assert.Throws<ModelFormatException>(() => ModelWriter.Write(empty)).Field);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_output_s_count_is_that_of_the_last_tensor(int count)
    {
        ModelDefinition model = SmallModel.Of(SmallModel.Bytes(), SmallModel.Dense(2, PlaneDefinition.Ternary(new int[64])));
        ModelDefinition wrong = new() { Name = "", Input = model.Input, Output = new(count, 1, []) };
        wrong.Layers.AddRange(model.Layers);
        Assert.Equal("output.count", Assert.Throws<ModelFormatException>(() => ModelWriter.Write(wrong)).Field);
        ModelDefinition labels = new() { Name = "", Input = model.Input, Output = new(2, 1, [.. Enumerable.Repeat("x", count)]) };
        labels.Layers.AddRange(model.Layers);
        Assert.Equal("output.labels", Assert.Throws<ModelFormatException>(() => ModelWriter.Write(labels)).Field);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-4)]
    [InlineData(8)]
    public void A_tensor_lies_aligned_inside_the_arena(int offset)
    {
        ModelDefinition model = SmallModel.Of(SmallModel.Bytes(1, 1, 3), SmallModel.Pool(Operator.AveragePool, 3, new(1, 1, 1, 1, 0, 0, 0, 0, 0), Bit, 2));
        model.Layers[0].OutputOffset = offset;
        model.ArenaBytes = 10;
        Assert.Equal("layers[0].output.offset", Assert.Throws<ModelFormatException>(() => ModelWriter.Write(model)).Field);
    }

    [Fact]
    public void Weights_are_as_many_as_the_shapes_say()
    {
        Assert.Equal("layers[0].planes[0].weights", Fails(SmallModel.Dense(2, PlaneDefinition.Ternary(new int[63]))).Field);
        Assert.Equal("layers[0].planes[0].weights", Fails(SmallModel.Depthwise(2, SmallModel.Window3, PlaneDefinition.Ternary(new int[36]))).Field);
        Assert.Equal("layers[0].planes", Fails(SmallModel.Dense(2)).Field);
        LayerDefinition pool = SmallModel.Pool(Operator.MaxPool, 2, SmallModel.Window3, null, 8);
        Assert.Equal("layers[0].planes", Fails(new LayerDefinition
        {
            Operator = pool.Operator,
            Input = 0,
            OutputChannels = 2,
            OutputFormat = 8,
            Window = pool.Window,
            Planes = [PlaneDefinition.Ternary([0])],
        }).Field);
    }

    [Fact]
    public void Bit_rows_need_bits_and_their_own_numbers()
    {
        Assert.Equal("layers[0].planes[0].encoding", Fails(SmallModel.Dense(2, PlaneDefinition.Xnor(new int[64]))).Field);
        Assert.Equal("layers[0].planes[0].encoding", Fails(SmallModel.Depthwise(2, SmallModel.Window3, PlaneDefinition.Xnor(new int[18])), SmallModel.Bits()).Field);
        Assert.Equal("layers[0].planes[0]", Fails(SmallModel.Dense(2, new PlaneDefinition(PlaneEncoding.BitRows, 0, 1, 0, 2, new int[64])), SmallModel.Bits()).Field);
        Assert.Equal("layers[0].planes[0]", Fails(SmallModel.Dense(2, new PlaneDefinition(PlaneEncoding.MaskedBitRows, 0, 1, 1, 2, new int[64])), SmallModel.Bits()).Field);
    }

    [Fact]
    public void Operators_have_what_they_need_and_nothing_else()
    {
        PlaneDefinition plane = PlaneDefinition.Ternary(new int[64]);
        Assert.Equal("layers[0].geometry", Fails(new LayerDefinition { Operator = Operator.Conv2d, Input = 0, OutputChannels = 2, OutputFormat = 32, Planes = [plane] }).Field);
        Assert.Equal("layers[0].geometry", Fails(new LayerDefinition { Operator = Operator.Dense, Input = 0, OutputChannels = 2, OutputFormat = 32, Planes = [plane], Window = SmallModel.Window3 }).Field);
        Assert.Equal("layers[0].output.channels", Fails(SmallModel.Pool(Operator.MaxPool, 3, SmallModel.Window3, null, 8)).Field);
        Assert.Equal("layers[0].input2", Fails(SmallModel.Add(2, 1, Bit, 2)).Field);
        Assert.Equal("layers[0].operator", Fails(SmallModel.Pool((Operator)6, 2, SmallModel.Window3, null, 8)).Field);
        Assert.Equal("layers[0].output.format", Fails(SmallModel.Pool(Operator.MaxPool, 2, SmallModel.Window3, null, 4)).Field);
        Assert.Equal("layers[0].format", Fails(SmallModel.Pool(Operator.AveragePool, 2, SmallModel.Window3, Bit, 9)).Field);
    }

    [Fact]
    public void Add_needs_equal_shapes()
    {
        LayerDefinition pool = SmallModel.Pool(Operator.MaxPool, 2, new(2, 2, 2, 2, 0, 0, 0, 0, 0), null, 8);
        Assert.Equal("layers[1].input2", Fails([pool, SmallModel.Add(2, 1, Bit, 2)]).Field);
    }

    [Fact]
    public void Epilogues_fit_kind_and_format()
    {
        AssertEpilogue("layers[0].epilogue", null, 2);
        AssertEpilogue("layers[0].epilogue.kind", new() { Kind = EpilogueKind.Raw }, 2);
        AssertEpilogue("layers[0].epilogue.kind", Bit, 32);
        AssertEpilogue("layers[0].epilogue", SmallModel.Thresholds([1, 2]), 0);
        AssertEpilogue("layers[0].epilogue", new() { Kind = EpilogueKind.Shift, Addends = [0] }, 0);
        AssertEpilogue("layers[0].epilogue.thresholds", SmallModel.Thresholds([1], [2], [3]), 2);
        AssertEpilogue("layers[0].epilogue.thresholds[1]", SmallModel.Thresholds([1], [2, 3]), 2);
        AssertEpilogue("layers[0].epilogue.thresholds[0][1]", SmallModel.Thresholds([3, 2]), 2);
        AssertEpilogue("layers[0].epilogue.argument", SmallModel.Thresholds(Array.Empty<int>()), 2);
        AssertEpilogue("layers[0].epilogue.argument", SmallModel.Thresholds([1, 2, 3, 4]), 2);
        AssertEpilogue("layers[0].epilogue.argument", SmallModel.Thresholds([.. Enumerable.Range(0, 16)]), 8);
        AssertEpilogue("layers[0].epilogue.levels", new() { Kind = EpilogueKind.Threshold, Thresholds = [[1]], Levels = [1] }, 2);
        AssertEpilogue("layers[0].epilogue.levels[1]", new() { Kind = EpilogueKind.Threshold, Thresholds = [[1]], Levels = [1, 4] }, 2);
        AssertEpilogue("layers[0].epilogue.addends", new() { Kind = EpilogueKind.Requantize, Multipliers = [1] }, 2);
        AssertEpilogue("layers[0].epilogue.multipliers", new() { Kind = EpilogueKind.Requantize, Addends = [1], Multipliers = [1, 2] }, 2);
        AssertEpilogue("layers[0].epilogue.argument", new() { Kind = EpilogueKind.Requantize, Addends = [1], Multipliers = [1], Shift = 63 }, 2);
        AssertEpilogue("layers[0].epilogue.argument", new() { Kind = EpilogueKind.Shift, Addends = [1], Shift = 32 }, 2);
        AssertEpilogue("layers[0].epilogue.addends[1]", new() { Kind = EpilogueKind.Shift, Addends = [1, 1L << 31] }, 2);
        AssertEpilogue("layers[0].epilogue.multipliers", new() { Kind = EpilogueKind.Raw, Multipliers = [1] }, 32);
        AssertEpilogue("layers[0].epilogue", new() { Kind = EpilogueKind.Raw, Shift = 1 }, 32);
        AssertEpilogue("layers[0].epilogue", new() { Kind = EpilogueKind.Shift, Addends = [1], Multipliers = [1] }, 2);
        AssertEpilogue("layers[0].epilogue", new() { Kind = EpilogueKind.Threshold, Thresholds = [[1]], Addends = [1] }, 2);
        AssertEpilogue("layers[0].epilogue", new() { Kind = EpilogueKind.Shift, Addends = [1], Thresholds = [[1]] }, 2);
        AssertEpilogue("layers[0].epilogue.levels", new() { Kind = EpilogueKind.Shift, Addends = [1], Levels = [1] }, 2);
        Assert.Equal("layers[0].epilogue", Fails(SmallModel.Pool(Operator.MaxPool, 2, SmallModel.Window3, Bit, 8)).Field);
    }

    [Fact]
    public void A_test_has_an_input_or_a_seed()
    {
        foreach ((SelfTestDefinition test, Status status) in new[]
        {
            (new SelfTestDefinition(null, 0, 1), Status.OutOfRange),
            (new SelfTestDefinition(new byte[32], 1, 1), Status.ShapeMismatch),
            (new SelfTestDefinition(new byte[31], 0, 1), Status.ShapeMismatch),
        })
        {
            ModelDefinition model = SmallModel.Of(SmallModel.Bytes(), SmallModel.Dense(2, PlaneDefinition.Ternary(new int[64])));
            model.Tests.Add(test);
            ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelWriter.Write(model));
            Assert.Equal(("tests[0].input", status), (error.Field, error.Status));
        }
    }

    private static void AssertEpilogue(string field, EpilogueDefinition? epilogue, int format) =>
        Assert.Equal(field, Fails(SmallModel.Pool(Operator.AveragePool, 2, SmallModel.Window3, epilogue, format)).Field);

    private static ModelFormatException Fails(LayerDefinition layer, InputDefinition? input = null) => Fails([layer], input);

    private static ModelFormatException Fails(LayerDefinition[] layers, InputDefinition? input = null) =>
        Assert.Throws<ModelFormatException>(() => ModelWriter.Write(SmallModel.Of(input ?? SmallModel.Bytes(), layers)));
}
