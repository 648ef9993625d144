using Edge.Formats.Writing;
using Edge.Pack.Measuring;
using Edge.Testing;

namespace Edge.Pack.Tests.Measuring;

/// <summary>What the kernels may cost: counts are exact, so a layer that became dearer fails.</summary>
public class LayerCostTests
{
    public static TheoryData<string> Bounded => [.. MeasuredLayer.All().Where(layer => layer.MostPerMac is not null).Select(layer => layer.Name)];

    [Theory]
    [MemberData(nameof(Bounded))]
    public void A_layer_takes_at_most_its_bound_of_IL_instructions_a_multiply_accumulate(string name)
    {
        MeasuredLayer layer = MeasuredLayer.All().Single(l => l.Name == name);
        LayerCost cost = Count(layer);
        Assert.InRange(cost.Instructions / (double)layer.Macs, 0.01, layer.MostPerMac!.Value);
    }

    [Fact]
    public void The_obvious_loops_take_many_times_as_many_on_a_ternary_convolution()
    {
        MeasuredLayer layer = MeasuredLayer.All().Single(l => l.Name == "conv 3x3 16->32 at 14x14, ternary, 4-bit activations");
        byte[] input = SelfTestInput.Generate(1, LayerShapes.OfInput(layer.Model.Input));
        LayerCost naive = NaiveComparison.Count(layer.Model, ModelWriter.Write(layer.Model), input)[0];
        Assert.InRange(naive.Instructions / (double)layer.Macs, 15, 30);
        Assert.True(naive.Instructions > 10 * Count(layer).Instructions);
    }

    private static LayerCost Count(MeasuredLayer layer)
    {
        byte[] input = SelfTestInput.Generate(1, LayerShapes.OfInput(layer.Model.Input));
        return EmulatedModel.Run(ModelWriter.Write(layer.Model), input, board: null).Layers[0];
    }
}
