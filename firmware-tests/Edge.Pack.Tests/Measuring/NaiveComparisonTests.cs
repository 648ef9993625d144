using Edge.Errors;
using Edge.Formats.Writing;
using Edge.Pack.Measuring;
using Edge.Testing;

namespace Edge.Pack.Tests.Measuring;

public class NaiveComparisonTests
{
    private const int Networks = 60;

    [Fact]
    public void The_obvious_loops_give_the_runtime_s_integers_for_random_networks_whose_weights_fit_int8()
    {
        int compared = 0;
        for (int seed = 0; compared < Networks; seed++)
        {
            ModelDefinition model = RandomNetwork.Generate(seed);
            if (!model.Layers.All(FitsInt8))
            {
                continue;
            }

            byte[] input = StoredTensor.Pack(ReferenceShape.OfModel(model)[0], RandomNetwork.InputValues(model, seed));
            IReadOnlyList<LayerCost> costs = NaiveComparison.Count(model, ReferenceWriter.Write(model), input);
            Assert.All(costs, cost => Assert.True(cost.Instructions > 0));
            compared++;
        }
    }

    [Fact]
    public void A_weight_beyond_int8_is_refused_by_name()
    {
        ModelDefinition model = SingleDense(PlaneDefinition.Signed(8, [127, 1, -128, 4], shift: 1));
        EdgeException error = Assert.Throws<EdgeException>(() => NaiveComparison.Count(model, ModelWriter.Write(model), [1, 2]));
        Assert.Equal("naive-weights", error.Code);
    }

    [Fact]
    public void An_integer_that_differs_is_an_error()
    {
        ModelDefinition model = SingleDense(PlaneDefinition.Ternary([1, 0, -1, 1]));
        ModelDefinition other = SingleDense(PlaneDefinition.Ternary([1, 1, -1, 1]));
        EdgeException error = Assert.Throws<EdgeException>(() => NaiveComparison.Count(model, ModelWriter.Write(other), [1, 2]));
        Assert.Equal("naive-differs", error.Code);
    }

    private static bool FitsInt8(LayerDefinition layer)
    {
        int widest = 0;
        for (int i = 0; layer.Planes.Count > 0 && i < layer.Planes[0].Weights.Length; i++)
        {
            widest = Math.Max(widest, Math.Abs(layer.Planes.Sum(p => (p.Weights[i] << p.Shift) * ((int)p.Encoding >= 16 ? 2 : 1))));
        }

        return widest < 128;
    }

    private static ModelDefinition SingleDense(PlaneDefinition plane)
    {
        var model = new ModelDefinition
        {
            Name = "one",
            Input = new InputDefinition(1, 1, 2, 8, 0, 1),
            Output = new OutputDefinition(2, 1, []),
        };
        model.Layers.Add(new LayerDefinition
        {
            Operator = Operator.Dense,
            Input = 0,
            OutputChannels = 2,
            OutputFormat = 32,
            Epilogue = new EpilogueDefinition { Kind = EpilogueKind.Raw },
            Planes = [plane],
        });
        return model;
    }
}
