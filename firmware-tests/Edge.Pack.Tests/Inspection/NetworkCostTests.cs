using Edge.Formats.Writing;
using Edge.Pack.Inspection;

namespace Edge.Pack.Tests.Inspection;

public class NetworkCostTests
{
    [Fact]
    public void A_layer_costs_its_multiply_adds_times_both_operands_bits()
    {
        NetworkCost cost = NetworkCost.Of(TwoLayers());

        // 4 x 4 pixels x 2 channels x 9 taps, ternary (2 bits) on 8-bit inputs; then 32 x 3, binary (1 bit) on 4-bit activations.
        Assert.Equal((4 * 4 * 2 * 9 * (2 + 8)) + (32 * 3 * (1 + 4)), cost.ComputeCost);
        Assert.Equal(((4 * 4 * 2 * 9) + (32 * 3)) * 64, cost.FloatComputeCost);
        Assert.Equal((double)cost.FloatComputeCost / cost.ComputeCost, cost.ComputeRatio);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(32)]
    public void Training_keeps_every_activation_map_of_every_image(int batch)
    {
        MemoryFootprint f = NetworkCost.Of(TwoLayers()).Footprints.Single(f => f.Training && f.Batch == batch);
        Assert.Equal(((18 * 2) + 96 + 7) / 8, f.WeightBytes);
        Assert.Equal(batch * ((16 * 8) + (32 * 4) + (3 * 32)) / 8, f.ActivationBytes);
        Assert.Equal((18 + 96) * 4, f.FloatWeightBytes);
        Assert.Equal(batch * (16 + 32 + 3) * 4, f.FloatActivationBytes);
    }

    [Fact]
    public void Inference_keeps_only_the_maps_that_live_together()
    {
        MemoryFootprint f = NetworkCost.Of(TwoLayers()).Footprints.Single(f => !f.Training && f.Batch == 8);
        Assert.Equal(8 * ((16 * 8) + (32 * 4)) / 8, f.ActivationBytes);
        Assert.Equal(8 * (16 + 32) * 4, f.FloatActivationBytes);
    }

    [Fact]
    public void A_second_plane_adds_its_bits_to_the_cost_but_none_to_the_float_network()
    {
        ModelDefinition one = Dense(PlaneDefinition.Ternary(new int[8]));
        ModelDefinition two = Dense(PlaneDefinition.Ternary(new int[8]), PlaneDefinition.Ternary(new int[8], shift: 2));
        Assert.Equal(2 * NetworkCost.Of(one).ComputeCost, NetworkCost.Of(two).ComputeCost);
        Assert.Equal(NetworkCost.Of(one).FloatComputeCost, NetworkCost.Of(two).FloatComputeCost);
        Assert.Equal(2 * NetworkCost.Of(one).Footprints[0].WeightBytes, NetworkCost.Of(two).Footprints[0].WeightBytes);
    }

    private static ModelDefinition TwoLayers()
    {
        ModelDefinition model = Empty(4, 4);
        model.Layers.Add(new LayerDefinition
        {
            Operator = Operator.Conv2d,
            Input = 0,
            OutputChannels = 2,
            OutputFormat = 4,
            Window = new Window(3, 3, 1, 1, 1, 1, 1, 1, 0),
            Epilogue = new EpilogueDefinition { Kind = EpilogueKind.Shift, Addends = [0] },
            Planes = [PlaneDefinition.Ternary(new int[18])],
        });
        model.Layers.Add(Scores(1, PlaneDefinition.Binary([.. Enumerable.Repeat(1, 96)])));
        return model;
    }

    private static ModelDefinition Dense(params PlaneDefinition[] planes)
    {
        ModelDefinition model = Empty(2, 4, outputs: 1);
        model.Layers.Add(Scores(0, planes));
        return model;
    }

    private static ModelDefinition Empty(int height, int width, int outputs = 3) => new()
    {
        Name = "cost",
        Input = new InputDefinition(height, width, 1, 8, 0, 1),
        Output = new OutputDefinition(outputs, 1, []),
    };

    private static LayerDefinition Scores(int input, params PlaneDefinition[] planes) => new()
    {
        Operator = Operator.Dense,
        Input = input,
        OutputChannels = input == 0 ? 1 : 3,
        OutputFormat = 32,
        Epilogue = new EpilogueDefinition { Kind = EpilogueKind.Raw },
        Planes = planes,
    };
}
