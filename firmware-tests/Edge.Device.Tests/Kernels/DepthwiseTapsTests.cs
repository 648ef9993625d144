using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

public class DepthwiseTapsTests
{
    [Theory]
    [InlineData(PlaneEncoding.Bytes)]
    [InlineData(PlaneEncoding.Lanes4)]
    [InlineData(PlaneEncoding.Lanes2)]
    [InlineData(PlaneEncoding.Lanes1)]
    public void Random_shapes_equal_the_reference_and_the_file_s_layout(PlaneEncoding encoding)
    {
        Random random = new(700 + (int)encoding);
        for (int i = 0; i < 50; i++)
        {
            int format = random.Next(9);
            int height = random.Next(1, 6);
            int width = random.Next(1, 6);
            int top = format == 0 ? 2 : 1 << format;
            Window window = new(
                height, width, random.Next(1, 4), random.Next(1, 4),
                random.Next(height), random.Next(width), random.Next(height), random.Next(width), random.Next(top));
            ReferenceShape input = new(random.Next(height, 10), random.Next(width, 10), random.Next(1, 20), format);
            PlaneDefinition plane = SingleLayer.Plane(random, encoding, height * width * input.Channels, shift: random.Next(3));
            foreach ((int hint, int variant) in new[] { (Variant.DepthwiseTaps, Variant.DepthwiseTaps), (Variant.HintPlain, Variant.Depthwise) })
            {
                KernelCases.AssertRunsAs(variant, KernelCases.Make(new Random(i), Operator.DepthwiseConv2d, input, input.Channels, window, plane, hint));
            }
        }
    }

    [Fact]
    public void Planes_are_added_and_the_memory_decides()
    {
        Random random = new(710);
        PlaneDefinition[] planes = [SingleLayer.Plane(random, PlaneEncoding.Lanes2, 25 * 6), SingleLayer.Plane(random, PlaneEncoding.Bytes, 25 * 6, shift: 3)];
        ModelDefinition model = SingleLayer.Model(new(7, 7, 6, 4), SingleLayer.Layer(Operator.DepthwiseConv2d, 6, new(5, 5, 1, 1, 2, 2, 2, 2, 3), planes));
        KernelCases.AssertRunsAs(Variant.DepthwiseTaps, model);
        Assert.Equal(4 * 25 * 6, Sessions.Open(model).WeightBytes);
        InferenceSession small = KernelCases.OpenWithLeastMemory(model);
        Assert.Equal(Variant.Depthwise, small.LayerVariant(0));
        Sessions.AssertEqualsReference(model, small, RandomNetwork.InputValues(model, 3));
    }
}
