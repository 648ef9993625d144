using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

public class DenseFieldsTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void Random_shapes_equal_the_reference(int format, bool isBinary)
    {
        Random random = new(40 + format);
        for (int i = 0; i < 50; i++)
        {
            // Around every multiple of 32, 64 and 256.
            int inputs = i < 20 ? random.Next(1, 700) : Math.Max(1, (32 * random.Next(0, 19)) + random.Next(-1, 2));
            int outputs = random.Next(1, 20);
            PlaneDefinition plane = isBinary ? KernelCases.Binary(random, inputs * outputs) : KernelCases.Ternary(random, inputs * outputs);
            KernelCases.AssertRunsAs(Variant.DenseFields, KernelCases.Make(random, Operator.Dense, new(1, 1, inputs, format), outputs, null, plane));
        }
    }

    [Fact]
    public void Extreme_weights_do_not_overflow_a_field()
    {
        Random random = new(41);
        foreach (int weight in new[] { -1, 1 })
        {
            PlaneDefinition plane = PlaneDefinition.Ternary([.. Enumerable.Repeat(weight, 1024 * 2)]);
            KernelCases.AssertRunsAs(Variant.DenseFields, KernelCases.Make(random, Operator.Dense, new(4, 8, 32, 2), 2, null, plane));
        }
    }

    [Fact]
    public void Without_the_memory_for_masks_the_layer_takes_the_next_best_way()
    {
        Random random = new(42);
        PlaneDefinition plane = KernelCases.Ternary(random, 256 * 64);
        ModelDefinition model = KernelCases.Make(random, Operator.Dense, new(1, 1, 256, 2), 64, null, plane);
        byte[] file = ReferenceWriter.Write(model);
        InferenceSession least = KernelCases.OpenWithLeastMemory(model, out long limit);
        Assert.Equal(Variant.MatrixBytes, least.LayerVariant(0));

        Assert.Equal(Edge.Formats.Status.Ok, InferenceSession.Open(new ByteArraySource(file), limit + 3500, out InferenceSession middle));
        Assert.Equal(Variant.DenseTernary, middle.LayerVariant(0));
        Sessions.AssertEqualsReference(model, middle, RandomNetwork.InputValues(model, 2));
        Assert.Equal(Variant.DenseFields, Sessions.Open(model).LayerVariant(0));
        Assert.Equal(2 * least.WeightBytes, Sessions.Open(model).WeightBytes);
    }
}
