using Edge.Errors;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;

namespace Edge.Train.Tests.Quantizers;

public sealed class DiscreteWeightsTests
{
    [Fact]
    public void Each_weight_takes_the_nearest_of_any_levels()
    {
        double[] levels = [-1.7, -0.3, 0.05, 0.4, 0.45, 2];
        float[] w = Matrices.Random(500, 4, 2.5);
        double[] expected = [.. w.Select(v => levels.MinBy(l => Math.Abs(l - v)))];
        Assert.Equal(expected, Matrices.Inference(new DiscreteWeights(levels), w).Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Halfway_goes_to_the_upper_level() => Assert.Equal([0, 1, -1, -1], Matrices.Inference(new DiscreteWeights([-1, 0, 1]), -0.5f, 0.5f, -0.51f, -7));

    [Theory]
    [InlineData("-1 1", "binary-connect")]
    [InlineData("-1 0 1", "wrpn")]
    public void Other_quantizers_are_cases_of_it(string levels, string other)
    {
        float[] w = Matrices.Random(300, 8);
        Assert.Equal(
            Matrices.Inference(QuantizerCatalog.CreateWeights(QuantizerCatalog.Default(QuantizerCatalog.Weights, other)), w),
            Matrices.Inference(Of(levels), w));
    }

    [Theory]
    [InlineData("-1 -0.5 -0.25 0 0.25 0.5 1", new float[] { -4, -2, -1, 0, 1, 2, 4 })]
    [InlineData("-3 0.5", new float[] { -6, 1 })]
    [InlineData("0, 0.001, 0.002", new float[] { 0, 1, 2 })]
    public void Levels_that_are_multiples_of_one_number_become_integers(string levels, float[] integers)
    {
        float[] w = [.. levels.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(float.Parse)];
        QuantizedWeights q = Of(levels).Quantize(Matrices.Of(w, 1));
        Assert.Equal(integers, Matrices.Floats(Assert.Single(q.Planes).Values));
        Assert.Equal(w, Matrices.Floats(q.ToReal()), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Levels_without_a_common_unit_are_refused_with_the_nearest_that_have_one()
    {
        EdgeException error = Assert.Throws<EdgeException>(() => Of("-1 0.33333777 1").Quantize(Matrices.Of([1, 0], 1)));
        Assert.Equal((ExitCode.DoesNotFit, "levels-off-grid"), (error.Exit, error.Code));
        Assert.Contains("0.330709", error.Try);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1 one")]
    [InlineData("1 1 1")]
    [InlineData("1 NaN")]
    public void Texts_that_are_no_levels_are_refused(string text) =>
        Assert.Equal("levels", Assert.Throws<EdgeException>(() => Of(text)).Code);

    private static IWeightQuantizer Of(string levels) =>
        QuantizerCatalog.CreateWeights(new QuantizerRecipe("continuous-discrete", new Dictionary<string, object> { ["levels"] = levels }));
}
