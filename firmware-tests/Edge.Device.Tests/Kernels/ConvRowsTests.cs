using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

public class ConvRowsTests
{
    [Theory]
    [InlineData(28, 1, 3, 16, 8)]
    [InlineData(28, 1, 5, 6, 8)]
    [InlineData(32, 3, 3, 5, 8)]
    [InlineData(12, 2, 3, 7, 6)]
    [InlineData(9, 1, 1, 4, 5)]
    public void First_layers_take_this_variant_and_equal_the_reference(int side, int channels, int kernel, int outputs, int format)
    {
        Random random = new(side + channels);
        int pad = kernel / 2;
        for (int i = 0; i < 3; i++)
        {
            PlaneDefinition plane = KernelCases.Ternary(random, outputs * kernel * kernel * channels);
            Window window = new(kernel, kernel, 1, 1, pad, pad, pad, pad, i * ((1 << format) - 1) / 2);
            KernelCases.AssertRunsAs(Variant.ConvRows, KernelCases.Make(random, Operator.Conv2d, new(side, side, channels, format), outputs, window, plane));
        }
    }

    [Fact]
    public void Random_shapes_equal_the_reference()
    {
        Random random = new(21);
        int derived = 0;
        for (int i = 0; i < 200; i++)
        {
            int height = random.Next(1, 6);
            int width = random.Next(1, 6);
            int channels = random.Next(1, 4);
            int format = random.Next(5, 9);
            Window window = new(
                height, width, random.Next(1, 4), random.Next(1, 4),
                random.Next(height), random.Next(width), random.Next(height), random.Next(width), random.Next(1 << format));
            ReferenceShape input = new(random.Next(height, 20), random.Next(width, 40), channels, format);
            int outputs = random.Next(1, 9);
            int count = outputs * height * width * channels;
            PlaneDefinition plane = random.Next(3) == 0 ? KernelCases.Binary(random, count) : KernelCases.Ternary(random, count);
            ModelDefinition model = KernelCases.Make(random, Operator.Conv2d, input, outputs, window, plane);
            InferenceSession session = Sessions.Open(model);
            derived += session.LayerVariant(0) == Variant.ConvRows ? 1 : 0;
            KernelCases.AssertRunsAs(session.LayerVariant(0), model);
        }

        Assert.InRange(derived, 80, 200);
    }

    [Fact]
    public void The_hint_of_the_other_variant_is_followed()
    {
        Random random = new(22);
        Window same = new(3, 3, 1, 1, 1, 1, 1, 1, 7);
        PlaneDefinition plane = KernelCases.Ternary(random, 16 * 9);
        KernelCases.AssertRunsAs(
            Variant.ConvPositions, KernelCases.Make(random, Operator.Conv2d, new(28, 28, 1, 8), 16, same, plane, Variant.ConvPositions));
    }
}
