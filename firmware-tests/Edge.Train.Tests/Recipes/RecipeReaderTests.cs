using Edge.Train.Recipes;

namespace Edge.Train.Tests.Recipes;

public sealed class RecipeReaderTests
{
    [Fact]
    public void Reads_comments_trailing_commas_and_defaults()
    {
        Recipe recipe = RecipeTexts.Small();
        Assert.Equal("small", recipe.Name);
        Assert.Equal(2, recipe.Layers.Count);
        Assert.Equal(("twn", 0.75, "channel"), (recipe.Layers[0].Weights!.Name, recipe.Layers[0].Weights!.Number("factor"), recipe.Layers[0].Weights!.Text("scale")));
        Assert.Equal(("wrpn", 4), (recipe.Layers[0].Activation!.Name, recipe.Layers[0].Activation!.Integer("bits")));
        Assert.True(recipe.Layers[0] is { Norm: true, Bias: false });
        Assert.True(recipe.Layers[1] is { Norm: false, Bias: true, Activation: null });
        Assert.Equal((8, 0, InputFit.Exact), (recipe.Input.Bits, recipe.Input.ZeroPoint, recipe.Input.Fit));
    }

    [Theory]
    [InlineData("\"epochs\"", "\"epohcs\"", "recipe-unknown-key", "line 10, $.training.epohcs", "did you mean \"epochs\"?")]
    [InlineData("\"units\": 12", "\"units\": 12, \"stride\": 2", "recipe-unknown-key", "line 7, $.layers[0].stride", null)]
    [InlineData("\"twn\"", "\"tnw\"", "recipe-unknown-name", "line 5, $.weights", "did you mean \"twn\"?")]
    [InlineData("\"twn\"", "{ \"type\": \"twn\", \"factr\": 1 }", "recipe-unknown-key", "line 5, $.weights.factr", "did you mean \"factor\"?")]
    [InlineData("\"type\": \"dense\", \"units\": 12", "\"type\": \"dens\", \"units\": 12", "recipe-unknown-name", "line 7, $.layers[0].type", "did you mean \"dense\"?")]
    public void Names_line_path_and_the_closest_name(string old, string changed, string code, string place, string? advice)
    {
        RecipeException e = Refused(RecipeTexts.SmallText().Replace(old, changed));
        Assert.Equal(code, e.Code);
        Assert.Contains(place, e.Message);
        if (advice is not null)
        {
            Assert.Equal(advice, e.Try);
        }
    }

    [Theory]
    [InlineData("\"epochs\": 2", "\"epochs\": 0", "an integer 1 .. 100000", "0")]
    [InlineData("\"epochs\": 2", "\"epochs\": 2.5", "an integer 1 .. 100000", "2.5")]
    [InlineData("\"epochs\": 2", "\"epochs\": \"2\"", "an integer 1 .. 100000", "\"2\"")]
    [InlineData("\"twn\"", "{ \"type\": \"twn\", \"factor\": 5 }", "0 .. 4", "5")]
    [InlineData("\"twn\"", "{ \"type\": \"wrpn\", \"bits\": 9 }", "an integer 2 .. 8", "9")]
    [InlineData("\"twn\"", "[1]", "a method's name, or an object { \"type\": name, ... }", "a list")]
    [InlineData("\"small\"", "7", "a string", "7")]
    [InlineData("\"small\"", "null", "a string", "null")]
    public void Checks_types_and_ranges(string old, string changed, string expected, string found)
    {
        RecipeException e = Refused(RecipeTexts.SmallText().Replace(old, changed));
        Assert.Equal(("recipe-value", expected, found), (e.Code, e.Expected, e.Found));
    }

    [Theory]
    [InlineData("\"name\": \"small\", // a comment", "recipe-missing-key")]
    [InlineData("\"data\": { \"source\": \"csv:data.csv\" },", "recipe-missing-key")]
    [InlineData("\"units\": 12", "recipe-missing-key")]
    public void A_missing_key_is_named(string removed, string code) =>
        Assert.Equal(code, Refused(RecipeTexts.SmallText().Replace(removed, "")).Code);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{ \"name\": }")]
    [InlineData("nonsense")]
    [InlineData("{} {}")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}")]
    public void What_is_no_recipe_is_refused(string text) => Refused(text);

    [Fact]
    public void Every_cut_of_a_recipe_is_refused()
    {
        string text = RecipeTexts.EveryLayer.TrimEnd();
        for (int length = 0; length < text.Length; length += 7)
        {
            Refused(text[..length]);
        }
    }

    [Theory]
    [InlineData("\"from\": \"first\"", "\"from\": \"frist\"", "no layer before this one")]
    [InlineData("\"channels\": 6, \"kernel\": 3", "\"channels\": 5, \"kernel\": 9", "\"first\" does not fit")]
    [InlineData("\"name\": \"each\"", "\"name\": \"first\"", "\"first\" does not fit")]
    [InlineData("\"type\": \"maxPool\", \"kernel\": 2", "\"type\": \"flatten\"", "\"signs\" does not fit")]
    [InlineData("\"kernel\": 2, \"stride\": 1", "\"kernel\": 2, \"stride\": 1, \"padding\": 2", "does not fit")]
    [InlineData("\"from\": \"first\"", "\"from\": \"input\"", "\"sum\" does not fit")]
    public void Layers_that_do_not_fit_are_named(string old, string changed, string message) =>
        Assert.Contains(message, Refused(RecipeTexts.EveryLayer.Replace(old, changed)).Message);

    [Fact]
    public void The_last_layer_takes_no_activation()
    {
        RecipeException e = Refused(RecipeTexts.SmallText().Replace("\"weights\": \"fixed\"", "\"weights\": \"fixed\", \"activation\": \"sign\""));
        Assert.Contains("raw scores", e.Expected);
    }

    [Fact]
    public void Shapes_follow_kernel_stride_and_padding()
    {
        NetworkPlan plan = NetworkPlan.Of(RecipeReader.Read(RecipeTexts.EveryLayer, "every.json"));
        Assert.Equal(
            ["6 x 6 x 6", "6 x 6 x 6", "6 x 6 x 6", "3 x 3 x 6", "2 x 2 x 5", "2 x 2 x 7", "1 x 1 x 7", "1 x 1 x 7", "1 x 1 x 8", "1 x 1 x 3"],
            plan.Layers.Select(l => l.Out.ToString()));
        Assert.Equal([2, 1], plan.Layers[2].Inputs);
        Assert.Equal(3, plan.Outputs);
    }

    private static RecipeException Refused(string text) => Assert.Throws<RecipeException>(() => RecipeReader.Read(text, "test.json"));
}
