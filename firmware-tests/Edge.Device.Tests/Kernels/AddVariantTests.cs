using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

public class AddVariantTests
{
    [Theory]
    [InlineData(4, 4, 4, Variant.AddTable)]
    [InlineData(2, 6, 8, Variant.AddTable)]
    [InlineData(7, 1, 3, Variant.AddTable)]
    [InlineData(1, 1, 1, Variant.AddTable)]
    [InlineData(8, 8, 8, Variant.AddLine)]
    [InlineData(8, 4, 4, Variant.AddLine)]
    [InlineData(4, 5, 2, Variant.AddLine)]
    public void Sums_with_one_epilogue_for_all_channels_equal_the_reference(int firstFormat, int secondFormat, int outputFormat, int variant)
    {
        Random random = new(400 + firstFormat);
        foreach (int channels in new[] { 1, 3, 16, 37, 300 })
        {
            foreach ((int, int) multipliers in new[] { (1, 1), (3, 7), (-3, 7), (5, -2), (0, 9), (900, 1100) })
            {
                foreach (EpilogueDefinition epilogue in Epilogues(random, firstFormat, secondFormat, outputFormat, multipliers))
                {
                    AssertRunsAs(variant, Residual(channels, firstFormat, secondFormat, outputFormat, multipliers, epilogue));
                }
            }
        }
    }

    [Theory]
    [InlineData(4, 4, 4)]
    [InlineData(2, 6, 8)]
    [InlineData(8, 8, 8)]
    [InlineData(8, 1, 3)]
    public void Sums_with_an_epilogue_for_each_channel_equal_the_reference(int firstFormat, int secondFormat, int outputFormat)
    {
        Random random = new(410 + firstFormat);
        foreach (int channels in new[] { 2, 3, 16, 37 })
        {
            foreach ((int, int) multipliers in new[] { (1, 1), (-3, 7), (5, -2), (900, 1100) })
            {
                EpilogueDefinition[] each = [.. Enumerable.Range(0, channels).Select(_ => Epilogues(random, firstFormat, secondFormat, outputFormat, multipliers).First())];
                EpilogueDefinition own = new()
                {
                    Kind = EpilogueKind.Requantize,
                    Shift = 24,
                    Multipliers = [.. each.Select(epilogue => epilogue.Multipliers![0] / (1 + random.Next(2)))],
                    Addends = [.. each.Select(epilogue => epilogue.Addends![0] + random.Next(1 << 27))],
                };
                AssertRunsAs(Variant.AddLine, Residual(channels, firstFormat, secondFormat, outputFormat, multipliers, own));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Outputs_may_lie_on_either_input(int input)
    {
        Random random = new(420);
        foreach ((int first, int second, int output, int variant) in new[] { (4, 4, 4, Variant.AddTable), (2, 6, 8, Variant.AddTable), (8, 8, 8, Variant.AddLine), (8, 3, 5, Variant.AddLine) })
        {
            foreach (int channels in new[] { 1, 7, 16 })
            {
                EpilogueDefinition epilogue = Epilogues(random, first, second, output, (3, 5)).First();
                ModelDefinition model = Residual(channels, first, second, output, (3, 5), epilogue, input);
                AssertRunsAs(variant, model, layer: 2);
            }
        }
    }

    [Fact]
    public void Epilogues_without_a_line_take_the_general_way()
    {
        EpilogueDefinition uneven = new() { Kind = EpilogueKind.Threshold, Thresholds = [[10, 11, 400]] };
        AssertRunsAs(Variant.Add, Residual(3, 8, 8, 2, (1, 1), uneven));
        AssertRunsAs(Variant.AddTable, Residual(3, 4, 4, 2, (20, 30), uneven));
        EpilogueDefinition own = new() { Kind = EpilogueKind.Threshold, Thresholds = [[10, 20, 30], [10, 11, 400], [1, 2, 3]] };
        AssertRunsAs(Variant.Add, Residual(3, 8, 8, 2, (1, 1), own));
        EpilogueDefinition bit = new() { Kind = EpilogueKind.Threshold, Thresholds = [[12]] };
        AssertRunsAs(Variant.Add, Residual(3, 4, 4, 0, (1, 1), bit));
    }

    private static IEnumerable<EpilogueDefinition> Epilogues(Random random, int firstFormat, int secondFormat, int outputFormat, (int First, int Second) multipliers)
    {
        long first = multipliers.First * ((1L << firstFormat) - 1);
        long second = multipliers.Second * ((1L << secondFormat) - 1);
        long low = Math.Min(0, first) + Math.Min(0, second);
        long high = Math.Max(0, first) + Math.Max(0, second);
        int steps = (1 << outputFormat) - 1;
        double width = Math.Max(1, (double)(high - low) / (steps + 1));
        int multiplier = (int)Math.Round(Math.ScaleB(1 / width, 24));
        yield return new() { Kind = EpilogueKind.Requantize, Shift = 24, Multipliers = [multiplier], Addends = [(-low * multiplier) + random.Next(1 << 20)] };
        if (outputFormat <= 3)
        {
            int[] thresholds = [.. Enumerable.Range(1, steps).Select(i => (int)Math.Ceiling(low + (i * width)))];
            yield return new() { Kind = EpilogueKind.Threshold, Thresholds = [thresholds], Levels = [.. Enumerable.Range(0, steps + 1).Select(i => (byte)(steps - i))] };
        }
    }

    private static void AssertRunsAs(int variant, ModelDefinition model, int layer = 1)
    {
        InferenceSession session = Sessions.Open(model);
        Assert.True(variant == session.LayerVariant(layer), $"{model.Name} runs as variant {session.LayerVariant(layer)}");
        for (int seed = 0; seed < 3; seed++)
        {
            Sessions.AssertEqualsReference(model, session, RandomNetwork.InputValues(model, seed));
        }
    }

    /// <summary>
    /// The input, the same in the second format and upside down, and the weighted sum of both. With a <paramref name="place"/> the input is copied first, and the outputs lie
    /// on the first (0) or the second (1) of the tensors that are added.
    /// </summary>
    private static ModelDefinition Residual(
        int channels, int firstFormat, int secondFormat, int outputFormat, (int, int) multipliers, EpilogueDefinition epilogue, int place = -1)
    {
        ModelDefinition model = new()
        {
            Name = $"add of {firstFormat} and {secondFormat} bits x {multipliers}, {channels} channels, {epilogue.Kind}, outputs at {place}",
            Input = new(3, 5, channels, firstFormat, 0, 1),
            Output = new(15 * channels, 1, []),
        };
        int scale = Math.Max(1, 1 << (secondFormat - 1) >> Math.Max(0, firstFormat - 1));
        int copies = place < 0 ? 0 : 1;
        if (place >= 0)
        {
            model.Layers.Add(Pointwise(channels, firstFormat, 0, 1, 0));
        }

        model.Layers.Add(Pointwise(channels, secondFormat, Math.Max(0, firstFormat - secondFormat), -scale, (1L << firstFormat) * scale));
        model.Layers.Add(new()
        {
            Operator = Operator.Add,
            Input = copies,
            Input2 = 1 + copies,
            OutputChannels = channels,
            OutputFormat = outputFormat,
            AddMultipliers = multipliers,
            Epilogue = epilogue,
        });
        ArenaPlanner.PlaceInSequence(model);
        if (place >= 0)
        {
            model.Layers[2].OutputOffset = model.Layers[place].OutputOffset;
        }

        return model;
    }

    /// <summary>The network's input times a factor, plus an addend, shifted.</summary>
    private static LayerDefinition Pointwise(int channels, int format, int shift, int multiplier, long addend) => new()
    {
        Operator = Operator.AveragePool,
        Input = 0,
        OutputChannels = channels,
        OutputFormat = format,
        Window = new(1, 1, 1, 1, 0, 0, 0, 0, 0),
        Epilogue = new() { Kind = EpilogueKind.Requantize, Shift = shift, Multipliers = [multiplier], Addends = [addend] },
    };
}
