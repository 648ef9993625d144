using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Operators;

public class AddTests
{
    [Theory]
    [InlineData(8, 4)]
    [InlineData(4, 0)]
    [InlineData(0, 8)]
    [InlineData(0, 0)]
    public void Tensors_of_two_formats_add_with_their_multipliers(int firstFormat, int secondFormat)
    {
        foreach (int channels in new[] { 1, 3, 8, 9, 16, 20 })
        {
            foreach ((int, int) multipliers in new[] { (1, 1), (-3, 7), (-32768, 32767), (0, -1) })
            {
                SingleLayer.AssertEqualsReference(Residual(channels, firstFormat, secondFormat, multipliers));
            }
        }
    }

    [Fact]
    public void A_tensor_can_be_added_to_itself()
    {
        ReferenceShape shape = new(2, 3, 5, 8);
        SingleLayer.AssertEqualsReference(SingleLayer.Model(shape, Add(0, 0, shape.Channels, (1, 1))));
    }

    /// <summary>The input, a copy of it in the second format, and the weighted sum of both.</summary>
    private static ModelDefinition Residual(int channels, int firstFormat, int secondFormat, (int, int) multipliers)
    {
        ModelDefinition model = new()
        {
            Name = $"residual {channels} {firstFormat} {secondFormat}",
            Input = new(3, 2, channels, firstFormat, 0, 1),
            Output = new(6 * channels, 1, []),
        };
        EpilogueDefinition halve = secondFormat == 0
            ? new() { Kind = EpilogueKind.Threshold, Thresholds = [[1]] }
            : new() { Kind = EpilogueKind.Shift, Shift = 1, Addends = [1] };
        model.Layers.Add(new()
        {
            Operator = Operator.AveragePool,
            Input = 0,
            OutputChannels = channels,
            OutputFormat = secondFormat,
            Window = new(1, 1, 1, 1, 0, 0, 0, 0, 0),
            Epilogue = halve,
        });
        model.Layers.Add(Add(0, 1, channels, multipliers));
        ArenaPlanner.PlaceInSequence(model);
        return model;
    }

    private static LayerDefinition Add(int first, int second, int channels, (int, int) multipliers) => new()
    {
        Operator = Operator.Add,
        Input = first,
        Input2 = second,
        OutputChannels = channels,
        OutputFormat = 32,
        AddMultipliers = multipliers,
        Epilogue = SingleLayer.RawAccumulators,
    };
}
