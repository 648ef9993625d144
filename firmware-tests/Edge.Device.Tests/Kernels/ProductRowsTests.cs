using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

public class ProductRowsTests
{
    [Theory]
    [InlineData(28, 1, 5, 24)]
    [InlineData(28, 1, 3, 16)]
    [InlineData(9, 3, 3, 7)]
    [InlineData(7, 9, 1, 3)]
    [InlineData(11, 2, 3, 5)]
    public void First_layers_take_this_variant_and_equal_the_reference(int side, int channels, int kernel, int outputs)
    {
        Random random = new(500 + side);
        int pad = kernel / 2;
        for (int stride = 1; stride <= 3; stride++)
        {
            int count = outputs * kernel * kernel * channels;
            Window window = new(kernel, kernel, stride, stride, pad, pad, pad, pad, stride * 40);
            ModelDefinition model = Model(random, new(side, side, channels, 8), outputs, window, Plane(random, count));
            KernelCases.AssertRunsAs(Variant.ProductRows, model);
        }
    }

    [Fact]
    public void Random_shapes_equal_the_reference()
    {
        Random random = new(510);
        int derived = 0;
        for (int i = 0; i < 150; i++)
        {
            int height = random.Next(1, 6);
            int width = random.Next(1, 6);
            int channels = random.Next(1, 5);
            Window window = new(
                height, width, random.Next(1, 4), random.Next(1, 4),
                random.Next(height), random.Next(width), random.Next(height), random.Next(width), random.Next(256));
            ReferenceShape input = new(random.Next(height, 15), random.Next(width, 15), channels, 8);
            int outputs = random.Next(1, 12);
            PlaneDefinition plane = Plane(random, outputs * height * width * channels);
            ModelDefinition model = random.Next(3) == 0
                ? KernelCases.Make(random, Operator.Conv2d, input, outputs, window, plane)
                : Model(random, input, outputs, window, plane);
            InferenceSession session = Sessions.Open(model);
            derived += session.LayerVariant(0) == Variant.ProductRows ? 1 : 0;
            KernelCases.AssertRunsAs(session.LayerVariant(0), model);
        }

        Assert.InRange(derived, 40, 149);
    }

    [Fact]
    public void Steps_without_a_line_take_the_other_layout()
    {
        Random random = new(520);
        int[][] steps = [.. Enumerable.Range(0, 4).Select(_ => new[] { -5000, -4999, 100_000 })];
        Window window = new(3, 3, 1, 1, 1, 1, 1, 1, 0);
        LayerDefinition layer = new()
        {
            Operator = Operator.Conv2d,
            Input = 0,
            OutputChannels = 4,
            OutputFormat = 2,
            Window = window,
            Epilogue = new() { Kind = EpilogueKind.Threshold, Thresholds = steps },
            Planes = [Plane(random, 4 * 27)],
        };
        ModelDefinition model = SingleLayer.Model(new(8, 8, 3, 8), layer);
        KernelCases.AssertRunsAs(Variant.ProductLanes, model);
        Assert.Equal((32 * 2 * 8) + (16 * 36), Sessions.Open(model).WeightBytes);
    }

    private static PlaneDefinition Plane(Random random, int count) =>
        new(PlaneEncoding.Bytes, 0, 1, 128, 256, [.. Enumerable.Range(0, count).Select(_ => random.Next(-128, 128))]);

    private static ModelDefinition Model(Random random, ReferenceShape input, int outputs, Window window, PlaneDefinition plane)
    {
        LayerDefinition layer = new()
        {
            Operator = Operator.Conv2d,
            Input = 0,
            OutputChannels = outputs,
            OutputFormat = 4,
            Window = window,
            Epilogue = new()
            {
                Kind = EpilogueKind.Requantize,
                Shift = 30,
                Multipliers = [.. Enumerable.Range(0, outputs).Select(_ => random.Next(100_000, 200_000))],
                Addends = [.. Enumerable.Range(0, outputs).Select(_ => (long)random.Next(int.MaxValue) * 4)],
            },
            Planes = [plane],
        };
        return SingleLayer.Model(input, layer);
    }
}
