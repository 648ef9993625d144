using Edge.Train.Recipes;

namespace Edge.Train.Tests.Recipes;

/// <summary>The policy for the first and last layer: firstLast at the root, between a layer's own weights and the root's.</summary>
public sealed class FirstLastTests
{
    [Fact]
    public void The_first_and_last_layer_with_weights_take_it_and_the_others_the_roots()
    {
        Recipe recipe = Read("""
            { "type": "maxPool", "kernel": 2 },
            { "type": "conv2d", "channels": 2, "kernel": 1 },
            { "type": "conv2d", "channels": 2, "kernel": 1 },
            { "type": "dense", "units": 4 },
            { "type": "dense", "units": 2 }
            """);
        Assert.Equal([null, "fixed", "binary-connect", "binary-connect", "fixed"], recipe.Layers.Select(l => l.Weights?.Name));
        Assert.Equal(6, recipe.Layers[1].Weights!.Integer("bits"));
    }

    [Fact]
    public void A_layers_own_weights_win()
    {
        Recipe recipe = Read("""
            { "type": "dense", "units": 4, "weights": "twn" },
            { "type": "dense", "units": 2 }
            """);
        Assert.Equal(["twn", "fixed"], recipe.Layers.Select(l => l.Weights!.Name));
    }

    [Fact]
    public void One_layer_is_both_first_and_last() => Assert.Equal("fixed", Assert.Single(Read("""{ "type": "dense", "units": 2 }""").Layers).Weights!.Name);

    [Fact]
    public void Wrong_names_give_the_closest()
    {
        RecipeException error = Assert.Throws<RecipeException>(() => Read("""{ "type": "dense", "units": 2 }""", "\"fixd\""));
        Assert.Equal(("recipe-unknown-name", "did you mean \"fixed\"?"), (error.Code, error.Try));
    }

    private static Recipe Read(string layers, string firstLast = """{ "type": "fixed", "bits": 6 }""") => RecipeReader.Read(
        $$"""
        {
          "name": "policy",
          "data": { "source": "csv:data.csv" },
          "input": { "height": 4, "width": 4 },
          "weights": "binary-connect",
          "firstLast": {{firstLast}},
          "layers": [ {{layers}} ],
          "training": { "epochs": 1 }
        }
        """,
        "policy.json");
}
