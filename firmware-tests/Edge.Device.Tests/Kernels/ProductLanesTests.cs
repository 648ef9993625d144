using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

public class ProductLanesTests
{
    [Theory]
    [InlineData(PlaneEncoding.Bytes, 8)]
    [InlineData(PlaneEncoding.Bytes, 4)]
    [InlineData(PlaneEncoding.Bytes, 1)]
    [InlineData(PlaneEncoding.Bytes, 0)]
    [InlineData(PlaneEncoding.Lanes4, 8)]
    [InlineData(PlaneEncoding.Lanes4, 4)]
    [InlineData(PlaneEncoding.Lanes4, 0)]
    public void Dense_layers_of_random_shapes_equal_the_reference(PlaneEncoding encoding, int format)
    {
        Random random = new(300 + format);
        for (int i = 0; i < 50; i++)
        {
            // Around every multiple of 16, where blocks end, and around the 9 inputs of a short one.
            int inputs = i < 20 ? random.Next(1, 300) : Math.Max(1, (16 * random.Next(0, 9)) + (random.Next(2) * 9) + random.Next(-1, 2));
            int outputs = random.Next(1, 20);
            PlaneDefinition plane = SingleLayer.Plane(random, encoding, inputs * outputs, isExtreme: i % 10 == 0);
            KernelCases.AssertRunsAs(Variant.ProductLanes, KernelCases.Make(random, Operator.Dense, new(1, 1, inputs, format), outputs, null, plane));
        }
    }

    [Theory]
    [InlineData(28, 1, 5, 24, 8)]
    [InlineData(12, 3, 3, 7, 8)]
    [InlineData(9, 8, 3, 5, 4)]
    [InlineData(6, 5, 1, 4, 6)]
    public void Convolutions_equal_the_reference(int side, int channels, int kernel, int outputs, int format)
    {
        Random random = new(310 + side);
        int pad = kernel / 2;
        for (int stride = 1; stride <= 3; stride++)
        {
            foreach (PlaneEncoding encoding in new[] { PlaneEncoding.Bytes, PlaneEncoding.Lanes4 })
            {
                PlaneDefinition plane = SingleLayer.Plane(random, encoding, outputs * kernel * kernel * channels);
                Window window = new(kernel, kernel, stride, stride, pad, pad, pad, pad, random.Next(1 << format));
                KernelCases.AssertRunsAs(
                    Variant.ProductLanes, KernelCases.Make(random, Operator.Conv2d, new(side, side, channels, format), outputs, window, plane, Variant.ProductLanes));
            }
        }
    }

    [Theory]
    [InlineData(1, PlaneEncoding.Bytes)]
    [InlineData(1, PlaneEncoding.Lanes4)]
    [InlineData(2, PlaneEncoding.Bytes)]
    public void Lanes_of_every_width_hold_the_widest_accumulators(int sign, PlaneEncoding encoding)
    {
        Random random = new(320);
        foreach (int inputs in new[] { 1, 2, 8, 17, 63, 64, 65, 500 })
        {
            foreach (int format in new[] { 1, 4, 8 })
            {
                int levels = 1 << (int)encoding;
                int weight = sign == 1 ? (levels / 2) - 1 : -levels / 2;
                int[] weights = [.. Enumerable.Range(0, 4 * inputs).Select(i => i % 3 == 0 ? -weight - 1 : weight)];
                weights = [.. weights.Select(w => Math.Clamp(w, -levels / 2, (levels / 2) - 1))];
                PlaneDefinition plane = new(encoding, 0, 1, levels / 2, levels, weights);
                KernelCases.AssertRunsAs(Variant.ProductLanes, KernelCases.Make(random, Operator.Dense, new(1, 1, inputs, format), 4, null, plane));
            }
        }
    }

    [Fact]
    public void Several_planes_become_one_weight()
    {
        Random random = new(330);
        for (int i = 0; i < 40; i++)
        {
            int inputs = random.Next(1, 60);
            int outputs = random.Next(1, 9);
            PlaneDefinition[] planes = [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => SingleLayer.Plane(
                random, random.Next(2) == 0 ? PlaneEncoding.Lanes2 : random.Next(2) == 0 ? PlaneEncoding.Lanes1 : PlaneEncoding.Bytes, inputs * outputs, shift: random.Next(4)))];
            ModelDefinition model = SingleLayer.Model(new(1, 1, inputs, random.Next(9)), SingleLayer.Layer(Operator.Dense, outputs, null, planes));
            KernelCases.AssertRunsAs(Variant.ProductLanes, model);
        }
    }

    [Fact]
    public void Accumulators_of_more_than_31_bits_and_a_small_memory_keep_the_file_s_layout()
    {
        Random random = new(340);
        PlaneDefinition wide = SingleLayer.Plane(random, PlaneEncoding.Bytes, 9, shift: 13);
        KernelCases.AssertRunsAs(Variant.MatrixBytes, SingleLayer.Model(new(1, 1, 9, 8), SingleLayer.Layer(Operator.Dense, 1, null, wide)));

        PlaneDefinition plane = SingleLayer.Plane(random, PlaneEncoding.Bytes, 200 * 10);
        ModelDefinition model = KernelCases.Make(random, Operator.Dense, new(1, 1, 200, 4), 10, null, plane);
        InferenceSession small = KernelCases.OpenWithLeastMemory(model);
        Assert.Equal(Variant.MatrixBytes, small.LayerVariant(0));
        Assert.Equal(small.FileWeightBytes, small.WeightBytes);
        Sessions.AssertEqualsReference(model, small, RandomNetwork.InputValues(model, 3));

        // Three outputs a word: four words for ten bytes of weights, for twelve blocks of 16 inputs and a short one of 9.
        Assert.Equal((((12 * 16) + 9) * 4 * 8) + (16 * 36), Sessions.Open(model).WeightBytes);
    }
}
