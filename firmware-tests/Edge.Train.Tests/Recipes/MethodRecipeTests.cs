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
    [InlineData("\"norm\": false, \"weights\": \"wage\", \"activations\": \"pact\"", "\"epochs\": 1, \"optimizer\": { \"type\": \"wage\" }", "optimizer \"wage\"", "activation \"pact\"")]
    [InlineData("\"norm\": false, \"weights\": \"wage\"", "\"epochs\": 1, \"optimizer\": { \"type\": \"wage\" }, \"distillation\": { \"scheme\": \"a\", \"teacher\": \"t\" }", "optimizer \"wage\"", "distillation with scheme \"a\"")]
    [InlineData("\"norm\": true", "\"epochs\": 1, \"labelSmoothing\": 0.1, \"distillation\": { \"teacher\": \"x\" }", "distillation", "labelSmoothing")]
    public void A_recipe_that_mixes_what_cannot_be_mixed_says_which_two(string root, string training, string first, string second)
    {
        RecipeException error = Assert.Throws<RecipeException>(() => Read(root, training));
        Assert.Equal("recipe-mixed", error.Code);
        Assert.EndsWith($"{first} and {second} cannot be used together", error.Message);
        Assert.NotNull(error.Try);
    }

    [Theory]
    [InlineData("\"weights\": \"xnor\"", "did you mean \"xnor-net\"?")]
    [InlineData("\"weights\": \"TTQ\"", "did you mean \"ttq\"?")]
    [InlineData("\"weights\": \"ternary\"", "methods about \"ternary\": twn, twn-exact, ttq")]
    [InlineData("\"weights\": { \"type\": \"hwgq\", \"bits\": 2 }", "\"hwgq\" quantizes activations, not weights: \"activations\": \"hwgq\"")]
    [InlineData("\"activations\": \"twn\"", "\"twn\" quantizes weights, not activations: \"weights\": \"twn\"")]
    [InlineData("\"errors\": \"pact\"", "\"pact\" quantizes activations, not errors: \"activations\": \"pact\"")]
    [InlineData("\"weights\": { \"name\": \"wrpn\", \"bits\": 2 }", "\"type\": \"wrpn\" in place of \"name\"")]
    [InlineData("\"weights\": { \"type\": \"group-wise\", \"scale\": \"simple\" }", "did you mean \"simple-mantissa\"?")]
    [InlineData("\"norm\": \"none\"", "true, false, \"batch\", \"range\" or \"shift\"; false is none")]
    public void A_wrong_name_gets_what_was_meant(string root, string advice) => Assert.Equal(advice, Assert.Throws<RecipeException>(() => Read(root)).Try);

    [Theory]
    [InlineData("\"weights\": 2", "recipe-value", "a method's name, or an object { \"type\": name, ... }")]
    [InlineData("\"weights\": { \"type\": \"fixed-point\", \"integerBits\": 5, \"fractionBits\": 7 }", "fixed-point-width", "2 .. 8 bits")]
    [InlineData("\"weights\": { \"type\": \"continuous-discrete\", \"levels\": \"a b\" }", "levels", "2 .. 256 different numbers with spaces between")]
    [InlineData("\"weights\": { \"type\": \"wrpn\", \"bits\": 2.5 }", "recipe-value", "an integer 2 .. 8")]
    [InlineData("\"weights\": { \"type\": \"twn\", \"bits\": 2 }", "recipe-unknown-key", "type, factor, scale")]
    [InlineData("\"activations\": { \"type\": \"pact\", \"alpha\": 0 }", "recipe-value", "0.1 .. 100")]
    [InlineData("\"activations\": { \"type\": \"hwgq\", \"bits\": 5 }", "recipe-value", "an integer 1 .. 4")]
    public void A_wrong_value_is_refused_where_it_stands_before_any_data_is_read(string root, string code, string expected)
    {
        RecipeException error = Assert.Throws<RecipeException>(() => Read(root));
        Assert.Equal((code, expected), (error.Code, error.Expected));
        Assert.StartsWith("line 2, $.", error.Message);
    }

    [Theory]
    [InlineData("\"epochs\": 1, \"optimizer\": \"sgd\"", "\"optimizer\": { \"type\": \"sgd\" }")]
    [InlineData("\"epochs\": 1, \"schedule\": \"linear\"", "\"schedule\": { \"type\": \"linear\" }")]
    public void A_bare_name_where_an_object_belongs_gets_the_object(string training, string advice) =>
        Assert.Equal(advice, Assert.Throws<RecipeException>(() => Read("\"norm\": true", training)).Try);

    [Theory]
    [InlineData("\"epochs\": 1, \"optimizer\": { \"type\": \"adam\", \"momentum\": 0.9 }", "optimizer \"adam\"", "momentum", "optimizer \"sgd\"")]
    [InlineData("\"epochs\": 1, \"optimizer\": { \"type\": \"sgd\", \"beta1\": 0.9 }", "optimizer \"sgd\"", "beta1", "optimizer \"adam\"")]
    [InlineData("\"epochs\": 1, \"distillation\": { \"teacher\": \"t\", \"labels\": 1 }", "scheme \"b\"", "labels", "scheme \"a\", in which the teacher learns")]
    public void A_key_of_another_choice_names_both(string training, string chosen, string key, string owner)
    {
        RecipeException error = Assert.Throws<RecipeException>(() => Read("\"norm\": true", training));
        Assert.Equal("recipe-mixed", error.Code);
        Assert.EndsWith($"{chosen} and \"{key}\" cannot be used together", error.Message);
        Assert.Equal($"remove \"{key}\", or take {owner}", error.Try);
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
