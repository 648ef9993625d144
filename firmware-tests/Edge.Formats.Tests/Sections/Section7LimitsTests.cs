using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Sections;

/// <summary>Each limit: the last value within it is taken, the first beyond it is refused with the name of its field.</summary>
public class Section7LimitsTests
{
    private static readonly EpilogueDefinition Bit = SmallModel.Thresholds([0]);

    [Theory]
    [InlineData(65535, 65536, "input.height")]
    [InlineData(1, 0, "input.height")]
    public void Sides(int right, int wrong, string field) => AssertLimit(right, wrong, field, side =>
        SmallModel.Of(SmallModel.Bytes(side, 1, 1), SmallModel.Pool(Operator.MaxPool, 1, Kernel(1, 1), null, 8)));

    [Fact]
    public void Elements() => AssertLimit(4096, 4097, "input", side =>
        SmallModel.Of(SmallModel.Bytes(side, 4096, 1), SmallModel.Pool(Operator.MaxPool, 1, Kernel(1, 1), null, 8)));

    [Fact]
    public void Layers() => AssertLimit(1024, 1025, "layers", count => SmallModel.Of(
        SmallModel.Bytes(1, 1, 1),
        [.. Enumerable.Range(0, count).Select(_ => SmallModel.Pool(Operator.MaxPool, 1, Kernel(1, 1), null, 8))]));

    [Fact]
    public void Planes() => AssertLimit(8, 9, "layers[0].planes", count => SmallModel.Of(
        SmallModel.Bytes(1, 1, 1), SmallModel.Dense(1, [.. Enumerable.Repeat(PlaneDefinition.Ternary([1]), count)])));

    [Fact]
    public void Tests() => AssertLimit(16, 17, "tests", count =>
    {
        ModelDefinition model = SmallModel.Of(SmallModel.Bytes(1, 1, 1), SmallModel.Dense(1, PlaneDefinition.Ternary([1])));
        model.Tests.AddRange(Enumerable.Repeat(new SelfTestDefinition(null, 1, 1), count));
        return model;
    });

    [Theory]
    [InlineData(255, 256)]
    [InlineData(1, 0)]
    public void Kernels(int right, int wrong) => AssertLimit(right, wrong, "layers[0].geometry", side =>
        SmallModel.Of(SmallModel.Bytes(300, 1, 1), SmallModel.Pool(Operator.MaxPool, 1, new(side, 1, 1, 1, 0, 0, 0, 0, 0), null, 8)));

    [Theory]
    [InlineData(255, 256)]
    [InlineData(1, 0)]
    public void Strides(int right, int wrong) => AssertLimit(right, wrong, "layers[0].geometry", stride =>
        SmallModel.Of(SmallModel.Bytes(4, 4, 1), SmallModel.Pool(Operator.MaxPool, 1, new(1, 1, stride, 1, 0, 0, 0, 0, 0), null, 8)));

    [Theory]
    [InlineData(254, 255)]
    [InlineData(0, -1)]
    public void Padding(int right, int wrong) => AssertLimit(right, wrong, "layers[0].geometry", pad =>
        SmallModel.Of(SmallModel.Bytes(255, 1, 1), SmallModel.Pool(Operator.MaxPool, 1, new(255, 1, 1, 1, pad, 0, 0, 0, 0), null, 8)));

    [Fact]
    public void The_kernel_fits_into_the_padded_image() => AssertLimit(6, 7, "layers[0].geometry", kernel =>
        SmallModel.Of(SmallModel.Bytes(4, 4, 1), SmallModel.Pool(Operator.MaxPool, 1, new(kernel, 1, 1, 1, 1, 0, 1, 0, 0), null, 8)));

    [Theory]
    [InlineData(8, 255, 256)]
    [InlineData(3, 7, 8)]
    [InlineData(0, 1, 2)]
    public void Pad_values(int format, int right, int wrong) => AssertLimit(right, wrong, "layers[0].geometry", value =>
        SmallModel.Of(new(4, 4, 1, format, 0, 1), SmallModel.Pool(Operator.MaxPool, 1, new(2, 2, 1, 1, 1, 1, 0, 0, value), null, format)));

    [Theory]
    [InlineData(32767, 32768)]
    [InlineData(-32768, -32769)]
    public void Multipliers_of_add(int right, int wrong) => AssertLimit(right, wrong, "layers[0].geometry[1]", multiplier => SmallModel.Of(
        SmallModel.Bytes(1, 1, 1),
        new LayerDefinition
        {
            Operator = Operator.Add,
            Input = 0,
            Input2 = 0,
            OutputChannels = 1,
            OutputFormat = 0,
            Epilogue = Bit,
            AddMultipliers = (1, multiplier),
        }));

    [Theory]
    [InlineData(24, 25, "shift")]
    [InlineData(0, -1, "shift")]
    public void Plane_shifts(int right, int wrong, string field) => AssertPlane(right, wrong, field, shift => new(PlaneEncoding.Bytes, shift, 1, 0, 2, [0]));

    [Theory]
    [InlineData(255, 256)]
    [InlineData(1, 0)]
    public void Steps(int right, int wrong) => AssertPlane(right, wrong, "step", step => new(PlaneEncoding.Bytes, 0, step, 0, 2, [0]));

    [Theory]
    [InlineData(255, 256)]
    [InlineData(0, -1)]
    public void Zeros(int right, int wrong) => AssertPlane(right, wrong, "zero", zero => new(PlaneEncoding.Bytes, 0, 1, zero, 256, [0]));

    [Theory]
    [InlineData(PlaneEncoding.Lanes1, 2, 3)]
    [InlineData(PlaneEncoding.Lanes2, 4, 5)]
    [InlineData(PlaneEncoding.Lanes4, 16, 17)]
    [InlineData(PlaneEncoding.Bytes, 256, 257)]
    [InlineData(PlaneEncoding.Bytes, 2, 1)]
    public void Levels(PlaneEncoding encoding, int right, int wrong) => AssertPlane(right, wrong, "levels", levels => new(encoding, 0, 1, 0, levels, [0]));

    [Fact]
    public void Arena() => AssertLimit(1 << 24, (1 << 24) + 1, "arena", bytes =>
    {
        ModelDefinition model = SmallModel.Of(SmallModel.Bytes(1, 1, 1), SmallModel.Dense(1, PlaneDefinition.Ternary([1])));
        model.ArenaBytes = bytes;
        return model;
    });

    [Fact]
    public void Operations() => AssertLimit(16384, 16385, "layers", side =>
        SmallModel.Of(SmallModel.Bytes(side, 128, 1), SmallModel.Pool(Operator.AveragePool, 1, new(32, 4, 1, 1, 31, 1, 0, 2, 0), Bit, 0)));

    [Fact]
    public void Zero_points() => AssertLimit(255, 256, "input.zero point", zero =>
        SmallModel.Of(new(1, 1, 1, 8, zero, 1), SmallModel.Dense(1, PlaneDefinition.Ternary([1]))));

    [Fact]
    public void Hints() => AssertLimit(int.MaxValue, -1, "layers[0].hint", hint =>
    {
        ModelDefinition model = SmallModel.Of(SmallModel.Bytes(1, 1, 1), SmallModel.Dense(1, PlaneDefinition.Ternary([1])));
        model.Layers[0].Hint = hint;
        return model;
    });

    private static Window Kernel(int height, int width) => new(height, width, 1, 1, 0, 0, 0, 0, 0);

    private static void AssertPlane(int right, int wrong, string field, Func<int, PlaneDefinition> plane) => AssertLimit(
        right, wrong, $"layers[0].planes[0].{field}", value => SmallModel.Of(SmallModel.Bytes(1, 1, 1), SmallModel.Dense(1, plane(value))));

    private static void AssertLimit(int right, int wrong, string field, Func<int, ModelDefinition> make)
    {
        DefinitionChecks.Check(make(right));
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => DefinitionChecks.Check(make(wrong)));
        Assert.Equal(field, error.Field);
        Assert.Contains(error.Status, new[] { Status.OutOfRange, Status.ShapeMismatch });
    }
}
