using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

public class ConvListsTests
{
    private static readonly Window Same = new(3, 3, 1, 1, 1, 1, 1, 1, 0);

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.3)]
    [InlineData(3, 0.02)]
    [InlineData(4, 0.55)]
    [InlineData(4, 0.1)]
    [InlineData(4, 0)]
    public void Random_shapes_of_sparse_weights_equal_the_reference(int format, double density)
    {
        Random random = new(600 + format);
        int listed = 0;
        for (int i = 0; i < 40; i++)
        {
            int height = random.Next(1, 5);
            int width = random.Next(1, 5);
            Window window = new(
                height, width, random.Next(3) == 0 ? 2 : 1, random.Next(3) == 0 ? 2 : 1,
                random.Next(height), random.Next(width), random.Next(height), random.Next(width), random.Next(1 << format));
            ReferenceShape input = new(random.Next(height, 17), random.Next(width, 17), random.Next(1, 30), format);
            int outputs = random.Next(1, 12);
            PlaneDefinition plane = Sparse(random, outputs * height * width * input.Channels, density);
            ModelDefinition model = KernelCases.Make(random, Operator.Conv2d, input, outputs, window, plane);
            InferenceSession session = Sessions.Open(model);
            listed += session.LayerVariant(0) == Variant.ConvLists ? 1 : 0;
            KernelCases.AssertRunsAs(session.LayerVariant(0), model);
        }

        Assert.InRange(listed, 10, 40);
    }

    [Theory]
    [InlineData(13, 14)]
    [InlineData(14, 7)]
    [InlineData(27, 9)]
    [InlineData(28, 3)]
    public void Lists_of_one_and_of_several_chunks_equal_the_reference(int channels, int outputs)
    {
        Random random = new(610 + channels);
        PlaneDefinition plane = Sparse(random, outputs * 9 * channels, 0.5);
        KernelCases.AssertRunsAs(Variant.ConvLists, KernelCases.Make(random, Operator.Conv2d, new(14, 8, channels, 4), outputs, Same, plane));
    }

    [Fact]
    public void Sixteen_of_the_largest_activations_do_not_overflow_a_lane()
    {
        Random random = new(620);
        foreach (int weight in new[] { -1, 1 })
        {
            int[] weights = [.. Enumerable.Range(0, 3 * 9 * 32).Select(i => i % 288 < 150 ? weight : 0)];
            ModelDefinition model = KernelCases.Make(random, Operator.Conv2d, new(9, 9, 32, 4), 3, new(3, 3, 1, 1, 1, 1, 1, 1, 15), PlaneDefinition.Ternary(weights));
            KernelCases.AssertRunsAs(Variant.ConvLists, model);
        }
    }

    [Fact]
    public void Dense_weights_and_a_hint_take_pairs()
    {
        Random random = new(630);
        ReferenceShape input = new(14, 14, 16, 4);
        KernelCases.AssertRunsAs(
            Variant.ConvPositions, KernelCases.Make(random, Operator.Conv2d, input, 32, Same, Sparse(random, 32 * 9 * 16, 0.8)));
        PlaneDefinition sparse = Sparse(random, 8 * 9 * 16, 0.4);
        KernelCases.AssertRunsAs(
            Variant.ConvPositions, KernelCases.Make(random, Operator.Conv2d, input, 8, Same, sparse, Variant.ConvPositions));
        ModelDefinition model = KernelCases.Make(random, Operator.Conv2d, input, 8, Same, sparse);
        KernelCases.AssertRunsAs(Variant.ConvLists, model);

        // A byte a weight that is not 0, two an output, and for each of two chunks and two signs a length and at most one to fill a list up.
        int listed = sparse.Weights.Count(weight => weight != 0);
        Assert.InRange(Sessions.Open(model).WeightBytes, listed + 16 + 32, listed + 16 + (2 * 32));
    }

    private static PlaneDefinition Sparse(Random random, int count, double density) =>
        PlaneDefinition.Ternary([.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < density ? (2 * random.Next(2)) - 1 : 0)]);
}
