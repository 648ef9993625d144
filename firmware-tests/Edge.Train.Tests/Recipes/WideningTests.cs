using Edge.Train.Layers;
using Edge.Train.Recipes;

namespace Edge.Train.Tests.Recipes;

public sealed class WideningTests
{
    private const string Residual = """
        {
          "name": "residual", "data": { "source": "csv:x.csv" }, "input": { "height": 8, "width": 8 },
          "widening": { "factor": FACTOR, "layers": SHARE },
          "layers": [
            { "type": "conv2d", "name": "stem", "channels": 4, "kernel": 3, "padding": 1 },
            { "type": "conv2d", "name": "a", "channels": 4, "kernel": 3, "padding": 1 },
            { "type": "conv2d", "name": "b", "channels": 4, "kernel": 3, "padding": 1 },
            { "type": "add", "name": "sum", "from": "stem" },
            { "type": "conv2d", "name": "c", "channels": 6, "kernel": 3, "stride": 2, "padding": 1 },
            { "type": "globalAveragePool" },
            { "type": "dense", "name": "scores", "units": 3 }
          ],
          "training": { "epochs": 1 }
        }
        """;

    [Theory]
    [InlineData("2", "1", 8, 8, 8, 12, 3)]
    [InlineData("2", "0.2", 8, 4, 8, 6, 3)] // The stem is added to b, so b is as wide.
    [InlineData("2", "0.4", 8, 8, 8, 6, 3)]
    [InlineData("1.5", "1", 6, 6, 6, 9, 3)]
    [InlineData("1", "1", 4, 4, 4, 6, 3)]
    public void Widening_multiplies_the_filters_of_the_first_layers_and_of_what_is_added_to_them(string factor, string share, params int[] expected)
    {
        Recipe recipe = RecipeReader.Read(Residual.Replace("FACTOR", factor).Replace("SHARE", share), "residual.json");
        Assert.Equal(expected, recipe.Layers.Where(l => l.Channels is not null).Select(l => l.Channels!.Value));
        using Network network = Network.Create(recipe, 1);
        Assert.Equal(3, network.Plan.Outputs);
    }

    [Theory]
    [InlineData("0.5", "1", "$.widening.factor", "1 .. 16")]
    [InlineData("2", "0", "$.widening.layers", "0.01 .. 1")]
    public void Widening_out_of_range_is_refused_with_the_range(string factor, string share, string path, string range)
    {
        RecipeException error = Assert.Throws<RecipeException>(() => RecipeReader.Read(Residual.Replace("FACTOR", factor).Replace("SHARE", share), "r.json"));
        Assert.Contains(path, error.Message);
        Assert.Equal(range, error.Expected);
    }
}
