using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Sections;

public class Section1TensorsTests
{
    [Theory]
    [InlineData(0, 4, 5, 8, 20)]
    [InlineData(0, 4, 5, 9, 40)]
    [InlineData(0, 1, 1, 1, 1)]
    [InlineData(1, 4, 5, 9, 180)]
    [InlineData(8, 4, 5, 9, 180)]
    [InlineData(32, 1, 1, 10, 40)]
    public void Stores_bits_by_the_pixel_and_bytes_by_the_element(int format, int height, int width, int channels, int bytes)
    {
        Assert.Equal(bytes, SectionLength.OfTensor(height, width, channels, format));
        Assert.Equal(bytes, new TensorShape(height, width, channels, format).StoredBytes);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(4, 15)]
    [InlineData(8, 255)]
    public void A_format_of_k_bits_holds_0_to_2_to_the_k_minus_1(int format, int largest) => Assert.Equal(largest, new TensorShape(1, 1, 1, format).MaxValue);

    [Fact]
    public void A_layer_reads_only_tensors_before_its_own()
    {
        LayerDefinition layer = SmallModel.Dense(1, PlaneDefinition.Ternary(new int[32]));
        foreach (int input in new[] { 1, 2, -1 })
        {
            LayerDefinition wrong = new()
            {
                Operator = layer.Operator,
                Input = input,
                OutputChannels = 1,
                OutputFormat = 32,
                Epilogue = layer.Epilogue,
                Planes = layer.Planes,
            };
            ModelFormatException error = Assert.Throws<ModelFormatException>(() => SmallModel.Of(SmallModel.Bytes(), wrong));
            Assert.Equal((Status.OutOfRange, "layers[0].input"), (error.Status, error.Field));
        }
    }

    [Fact]
    public void Only_the_last_layer_may_be_raw()
    {
        LayerDefinition first = SmallModel.Dense(3, PlaneDefinition.Ternary(new int[96]));
        LayerDefinition second = SmallModel.Dense(3, PlaneDefinition.Ternary(new int[96]));
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => SmallModel.Of(SmallModel.Bytes(), first, second));
        Assert.Equal((Status.ShapeMismatch, "layers[0].format"), (error.Status, error.Field));
    }
}
