using Edge.Train.Recipes;

namespace Edge.Train.Tests.Recipes;

/// <summary>What a recipe may say about training methods, and what it may not.</summary>
public sealed class MethodRecipeTests
{
    [Theory]
    [InlineData("\"errors\": \"dorefe\"", "dorefa")]
    [InlineData("\"norm\": \"rnge\"", "range")]
    [InlineData("\"erors\": \"dorefa\"", "errors")]
    public void An_unknown_method_gets_the_closest_name(string root, string close)
    {
        RecipeException error = Assert.Throws<RecipeException>(() => Read(root));
        Assert.Equal($"did you mean \"{close}\"?", error.Try);
    }

    [Theory]
    [InlineData("\"errors\": { \"type\": \"dorefa\", \"bits\": 1 }", "an integer 2 .. 16")]
    [InlineData("\"errors\": { \"type\": \"wage\", \"bits\": 99 }", "an integer 2 .. 16")]
    [InlineData("\"norm\": 3", "true, false, \"batch\", \"range\" or \"shift\"")]
    public void A_parameter_out_of_range_gets_the_range(string root, string expected) =>
        Assert.Equal(expected, Assert.Throws<RecipeException>(() => Read(root)).Expected);

    [Theory]
    [InlineData("\"norm\": false", "\"epochs\": 1, \"optimizer\": { \"type\": \"wage\" }", "optimizer \"wage\"", "weights \"twn\"")]
    [InlineData("\"norm\": false, \"weights\": \"wage\"", "\"epochs\": 1", "optimizer \"adam\"", "weights \"wage\"")]
    [InlineData("\"weights\": \"wage\"", "\"epochs\": 1, \"optimizer\": { \"type\": \"wage\" }", "weights \"wage\"", "a norm")]
    [InlineData("\"norm\": true", "\"epochs\": 1, \"labelSmoothing\": 0.1, \"distillation\": { \"teacher\": \"x\" }", "distillation", "labelSmoothing")]
    public void A_recipe_that_mixes_what_cannot_be_mixed_says_which_two(string root, string training, string first, string second)
    {
        RecipeException error = Assert.Throws<RecipeException>(() => Read(root, training));
        Assert.Equal("recipe-mixed", error.Code);
        Assert.EndsWith($"{first} and {second} cannot be used together", error.Message);
        Assert.NotNull(error.Try);
    }

    [Theory]
    [InlineData("\"epochs\": 1, \"distillation\": { \"scheme\": \"c\", \"teacher\": \"t\" }", "no \"start\"")]
    [InlineData("\"epochs\": 1, \"start\": \"s\", \"distillation\": { \"scheme\": \"b\", \"teacher\": \"t\" }", "a \"start\"")]
    public void Apprentice_C_and_only_C_starts_from_a_checkpoint(string training, string found) =>
        Assert.EndsWith(found, Assert.Throws<RecipeException>(() => Read("\"norm\": true", training)).Found);

    [Fact]
    public void What_the_root_says_holds_for_every_layer_that_says_nothing()
    {
        Recipe recipe = Read("\"norm\": \"shift\", \"errors\": { \"type\": \"dorefa\", \"bits\": 4 }");
        Assert.Equal([NormKind.Shift, NormKind.Range], recipe.Layers.Take(2).Select(l => l.NormKind));
        Assert.Equal([true, true, false], recipe.Layers.Select(l => l.Norm));
        Assert.Equal(["dorefa", "none", "dorefa"], recipe.Layers.Select(l => l.Errors!.Name));
    }

    private static Recipe Read(string root, string training = "\"epochs\": 1") => RecipeReader.Read($$"""
        {
          "name": "method", "data": { "source": "csv:x.csv" }, "input": { "height": 4, "width": 4 }, {{root}},
          "layers": [
            { "type": "dense", "units": 5 },
            { "type": "dense", "units": 5{{(root.Contains("shift") ? ", \"norm\": \"range\", \"errors\": \"none\"" : "")}} },
            { "type": "dense", "units": 3 }
          ],
          "training": { {{training}} }
        }
        """, "method.json");
}
