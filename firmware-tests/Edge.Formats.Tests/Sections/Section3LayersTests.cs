using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Sections;

public class Section3LayersTests
{
    private static readonly EpilogueDefinition Two = SmallModel.Thresholds([5, 9, 12]);

    [Theory]
    [InlineData(28, 3, 1, 1, 1, 28)]
    [InlineData(28, 3, 2, 1, 1, 14)]
    [InlineData(7, 2, 2, 0, 0, 3)]
    [InlineData(7, 7, 1, 0, 0, 1)]
    [InlineData(1, 3, 5, 1, 1, 1)]
    [InlineData(9, 2, 3, 1, 0, 3)]
    public void The_output_s_side_follows_the_formula(int side, int kernel, int stride, int before, int after, int expected)
    {
        Window window = new(kernel, 1, stride, 1, before, 0, after, 0, 0);
        Assert.Equal(expected, Output(SmallModel.Pool(Operator.MaxPool, 2, window, null, 8), SmallModel.Bytes(side, 4)).Height);
        Window turned = new(1, kernel, 1, stride, 0, before, 0, after, 0);
        Assert.Equal(expected, Output(SmallModel.Pool(Operator.MaxPool, 2, turned, null, 8), SmallModel.Bytes(4, side)).Width);
    }

    [Fact]
    public void Each_operator_stores_its_fields_in_order()
    {
        Assert.Equal(
            [0L, 0L, null, Array(3L, 32L, 0L), null, Array(3L, 0L, 0L, 0L, 0L, null), Planes(Array(2L, 0L, 0L, 1L, 1L, 3L)), 0L],
            Layer(SmallModel.Dense(3, PlaneDefinition.Ternary(new int[96]))));
        Assert.Equal(
            [1L, 0L, null, Array(2L, 2L, 0L), Array(3L, 3L, 1L, 1L, 1L, 1L, 1L, 1L, 0L), Array(0L, 3L, 1L, 2L, 24L, null), Planes(Array(2L, 0L, 4L, 1L, 1L, 3L)), 0L],
            Layer(SmallModel.Conv(2, SmallModel.Window3, Two, 2, PlaneDefinition.Ternary(new int[36], 4))));
        Assert.Equal(
            [2L, 0L, null, Array(2L, 32L, 0L), Array(3L, 3L, 1L, 1L, 1L, 1L, 1L, 1L, 0L), Array(3L, 0L, 0L, 0L, 0L, null), Planes(Array(8L, 0L, 0L, 1L, 128L, 256L)), 0L],
            Layer(SmallModel.Depthwise(2, SmallModel.Window3, PlaneDefinition.Signed(8, new int[18]))));
        Assert.Equal(
            [3L, 0L, null, Array(2L, 8L, 0L), Array(3L, 3L, 1L, 1L, 1L, 1L, 1L, 1L, 0L), null, null, 0L],
            Layer(SmallModel.Pool(Operator.MaxPool, 2, SmallModel.Window3, null, 8)));
        Assert.Equal(
            [4L, 0L, null, Array(2L, 2L, 0L), Array(3L, 3L, 1L, 1L, 1L, 1L, 1L, 1L, 0L), Array(0L, 3L, 1L, 2L, 0L, null), null, 0L],
            Layer(SmallModel.Pool(Operator.AveragePool, 2, SmallModel.Window3, Two, 2)));
        Assert.Equal(
            [5L, 0L, 0L, Array(2L, 2L, 0L), Array(2L, -3L), Array(0L, 3L, 1L, 2L, 0L, null), null, 0L],
            Layer(SmallModel.Add(2, 0, Two, 2)));
    }

    [Fact]
    public void Dense_flattens_and_add_keeps_the_shape()
    {
        Assert.Equal(new TensorShape(1, 1, 3, 32), Output(SmallModel.Dense(3, PlaneDefinition.Ternary(new int[96])), SmallModel.Bytes()));
        Assert.Equal(new TensorShape(4, 4, 2, 2), Output(SmallModel.Add(2, 0, Two, 2), SmallModel.Bytes()));
    }

    [Fact]
    public void The_hint_comes_back()
    {
        LayerDefinition layer = SmallModel.Dense(3, PlaneDefinition.Ternary(new int[96]));
        layer.Hint = 7;
        Assert.Equal(7, ModelReader.Read(ModelWriter.Write(SmallModel.Of(SmallModel.Bytes(), layer))).Layers[0].Hint);
    }

    private static object?[] Array(params object?[] items) => items;

    private static object?[] Planes(object?[] plane) => [plane];

    private static TensorShape Output(LayerDefinition layer, InputDefinition input) => LayerShapes.Derive(SmallModel.Of(input, layer))[1];

    private static object?[] Layer(LayerDefinition layer) =>
        (object?[])((object?[])SmallModel.Tree(ModelWriter.Write(SmallModel.Of(SmallModel.Bytes(), layer)))[6]!)[0]!;
}
