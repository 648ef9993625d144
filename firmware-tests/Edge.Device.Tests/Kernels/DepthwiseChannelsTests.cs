using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

public class DepthwiseChannelsTests
{
    private static readonly int[] Channels = [4, 5, 7, 8, 9, 11, 15, 16, 17, 32, 37];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    public void Random_shapes_equal_the_reference(int format)
    {
        Random random = new(200 + format);
        int derived = 0;
        for (int i = 0; i < 60; i++)
        {
            Window window = new(
                3, 3, random.Next(1, 6), random.Next(1, 6), random.Next(3), random.Next(3), random.Next(3), random.Next(3), random.Next(1 << format));
            ReferenceShape input = new(random.Next(3, 12), random.Next(3, 12), Channels[random.Next(Channels.Length)], format);
            PlaneDefinition plane = random.Next(3) == 0 ? KernelCases.Binary(random, 9 * input.Channels) : KernelCases.Ternary(random, 9 * input.Channels);
            ModelDefinition model = KernelCases.Make(random, Operator.DepthwiseConv2d, input, input.Channels, window, plane);
            InferenceSession session = Sessions.Open(model);
            derived += session.LayerVariant(0) == Variant.DepthwiseChannels ? 1 : 0;
            KernelCases.AssertRunsAs(session.LayerVariant(0), model);
        }

        Assert.InRange(derived, 15, 59);
    }

    [Fact]
    public void Extreme_weights_do_not_overflow_the_lanes()
    {
        Random random = new(210);
        foreach (int format in new[] { 4, 8 })
        {
            foreach (int weight in new[] { -1, 1 })
            {
                ModelDefinition model = Model(random, 16, format, 4, PlaneDefinition.Ternary([.. Enumerable.Repeat(weight, 9 * 16)]));
                KernelCases.AssertRunsAs(Variant.DepthwiseChannels, model);
            }
        }
    }

    [Fact]
    public void A_small_memory_keeps_the_layer_in_the_file_s_layout()
    {
        Random random = new(211);
        ModelDefinition model = Model(random, 32, 4, 4, KernelCases.Ternary(random, 9 * 32));
        InferenceSession small = KernelCases.OpenWithLeastMemory(model);
        Assert.Equal(Variant.Depthwise, small.LayerVariant(0));
        Assert.Equal(small.FileWeightBytes, small.WeightBytes);
        Assert.Equal(Variant.DepthwiseChannels, Sessions.Open(model).LayerVariant(0));
        Sessions.AssertEqualsReference(model, small, RandomNetwork.InputValues(model, 3));
    }

    [Fact]
    public void Uneven_steps_of_wide_sums_take_the_general_way()
    {
        Random random = new(212);
        int[][] steps = [.. Enumerable.Range(0, 8).Select(_ => new[] { -500, -499, 400 })];
        ModelDefinition model = Model(random, 8, 8, 2, KernelCases.Ternary(random, 9 * 8), new() { Kind = EpilogueKind.Threshold, Thresholds = steps });
        Assert.Equal(4 * 9 * 8, Sessions.Open(model).WeightBytes);
        KernelCases.AssertRunsAs(Variant.DepthwiseTaps, model);

        // Sums of 4-bit activations have a table, whatever the steps.
        KernelCases.AssertRunsAs(
            Variant.DepthwiseChannels, Model(random, 8, 4, 2, KernelCases.Ternary(random, 9 * 8), new() { Kind = EpilogueKind.Threshold, Thresholds = steps }));
    }

    private static ModelDefinition Model(Random random, int channels, int format, int outputFormat, PlaneDefinition plane, EpilogueDefinition? epilogue = null)
    {
        LayerDefinition layer = new()
        {
            Operator = Operator.DepthwiseConv2d,
            Input = 0,
            OutputChannels = channels,
            OutputFormat = outputFormat,
            Window = new(3, 3, 1, 1, 1, 1, 1, 1, (1 << format) - 1),
            Epilogue = epilogue ?? new()
            {
                Kind = EpilogueKind.Requantize,
                Shift = 20,
                Multipliers = [.. Enumerable.Range(0, channels).Select(_ => random.Next(50_000, 60_000) >> (format - 4))],
                Addends = [.. Enumerable.Range(0, channels).Select(_ => (long)random.Next(1 << 23))],
            },
            Planes = [plane],
        };
        return SingleLayer.Model(new(9, 10, channels, format), layer);
    }
}
