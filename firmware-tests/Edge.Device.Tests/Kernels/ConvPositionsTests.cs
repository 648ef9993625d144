using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

public class ConvPositionsTests
{
    private static readonly int[] Sides = [3, 4, 5, 7, 8, 9, 12, 14, 15, 16, 17, 23, 28, 33];
    private static readonly int[] Channels = [1, 2, 3, 4, 5, 8, 16, 17, 20];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    public void Random_shapes_equal_the_reference(int format)
    {
        Random random = new(100 + format);
        int derived = 0;
        for (int i = 0; i < 80; i++)
        {
            Window window = RandomWindow(random, format);
            ReferenceShape input = new(
                Math.Max(window.KernelHeight, Pick(random, Sides)), Math.Max(window.KernelWidth, Pick(random, Sides)), Pick(random, Channels), format);
            int outputs = Pick(random, Channels);
            int count = outputs * window.KernelHeight * window.KernelWidth * input.Channels;
            if ((long)count * input.Height * input.Width > 150_000)
            {
                continue;
            }

            PlaneDefinition plane = random.Next(3) == 0 ? KernelCases.Binary(random, count) : KernelCases.Ternary(random, count);
            ModelDefinition model = KernelCases.Make(random, Operator.Conv2d, input, outputs, window, plane, Variant.ConvPositions);
            InferenceSession session = Sessions.Open(model);
            derived += session.LayerVariant(0) == Variant.ConvPositions ? 1 : 0;
            KernelCases.AssertRunsAs(session.LayerVariant(0), model);
        }

        Assert.InRange(derived, 25, 80);
    }

    [Theory]
    [InlineData(14, 16, 12, 4)]
    [InlineData(20, 6, 7, 8)]
    [InlineData(7, 32, 9, 4)]
    [InlineData(14, 6, 5, 2)]
    public void Layers_of_usual_networks_equal_the_reference(int side, int channels, int outputs, int format)
    {
        Random random = new(side + channels);
        Window same = new(3, 3, 1, 1, 1, 1, 1, 1, 0);
        for (int i = 0; i < 2; i++)
        {
            PlaneDefinition plane = KernelCases.Ternary(random, outputs * 9 * channels);
            KernelCases.AssertRunsAs(
                Variant.ConvPositions, KernelCases.Make(random, Operator.Conv2d, new(side, side, channels, format), outputs, same, plane, Variant.ConvPositions));
        }
    }

    [Fact]
    public void Extreme_weights_do_not_overflow_the_lanes()
    {
        Random random = new(9);
        foreach (int format in new[] { 1, 2, 3, 4, 5, 6, 7, 8 })
        {
            foreach (int weight in new[] { -1, 1 })
            {
                int channels = format <= 6 ? 60 : format == 7 ? 57 : 28;
                int[] weights = [.. Enumerable.Repeat(weight, 3 * 9 * channels)];
                ModelDefinition model = KernelCases.Make(
                    random, Operator.Conv2d, new(9, 9, channels, format), 3, new(3, 3, 1, 1, 1, 1, 1, 1, (1 << format) - 1), PlaneDefinition.Ternary(weights), Variant.ConvPositions);
                KernelCases.AssertRunsAs(Variant.ConvPositions, model);
            }
        }
    }

    [Fact]
    public void Sums_that_a_lane_cannot_hold_keep_the_layer_in_the_file_s_layout()
    {
        Random random = new(10);
        PlaneDefinition plane = KernelCases.Ternary(random, 3 * 9 * 29);
        ModelDefinition model = KernelCases.Make(random, Operator.Conv2d, new(9, 9, 29, 8), 3, new(3, 3, 1, 1, 1, 1, 1, 1, 255), plane);
        KernelCases.AssertRunsAs(Variant.MatrixBytes, model);
    }

    [Fact]
    public void A_hint_and_a_small_memory_keep_the_layer_in_the_file_s_layout()
    {
        Random random = new(11);
        ReferenceShape input = new(14, 14, 16, 4);
        Window same = new(3, 3, 1, 1, 1, 1, 1, 1, 0);
        PlaneDefinition plane = KernelCases.Ternary(random, 32 * 9 * 16);
        KernelCases.AssertRunsAs(Variant.MatrixBytes, KernelCases.Make(random, Operator.Conv2d, input, 32, same, plane, Variant.HintPlain));

        ModelDefinition model = KernelCases.Make(random, Operator.Conv2d, input, 32, same, plane, Variant.ConvPositions);
        InferenceSession small = KernelCases.OpenWithLeastMemory(model);
        Assert.Equal(Variant.MatrixBytes, small.LayerVariant(0));
        Assert.Equal(small.FileWeightBytes, small.WeightBytes);
        Sessions.AssertEqualsReference(model, small, RandomNetwork.InputValues(model, 3));

        InferenceSession large = Sessions.Open(model);
        Assert.Equal(small.FileWeightBytes, large.FileWeightBytes);
        Assert.Equal(2 * large.FileWeightBytes, large.WeightBytes);
        Assert.InRange(large.ScratchBytes, small.ScratchBytes + 1000, small.ScratchBytes + 10_000);
    }

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    private static Window RandomWindow(Random random, int format)
    {
        int height = random.Next(1, 6);
        int width = random.Next(1, 6);
        return new(
            height, width, random.Next(3) == 0 ? random.Next(2, 4) : 1, random.Next(3) == 0 ? random.Next(2, 4) : 1,
            random.Next(height), random.Next(width), random.Next(height), random.Next(width), random.Next(1 << format));
    }
}
