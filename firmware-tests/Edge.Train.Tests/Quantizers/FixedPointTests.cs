using Edge.Errors;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class FixedPointTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 6)]
    [InlineData(4, 0)]
    public void Nearest_rounding_equals_the_definition_in_double(int integerBits, int fractionBits)
    {
        float[] w = Matrices.Random(500, 3, Math.Pow(2, integerBits));
        double step = Math.Pow(2, -fractionBits);
        double high = Math.Pow(2, integerBits - 1);
        double[] expected = [.. w.Select(v => Math.Floor(Math.Clamp(v, -high, high - step) / step + 0.5) * step)];
        Assert.Equal(expected, Matrices.Inference(new FixedPointWeights(integerBits, fractionBits, false), w).Select(v => (double)v));
    }

    [Fact]
    public void The_ends_are_asymmetric_and_ties_go_up() =>
        Assert.Equal([-1, 0.75f, 0.25f, 0, 0.5f, -0.25f], Matrices.Inference(new FixedPointWeights(1, 2, false), -9, 9, 0.125f, -0.125f, 0.375f, -0.375f));

    [Fact]
    public void Stochastic_rounding_is_unbiased_with_the_right_variance()
    {
        // 40,000 draws of a value 0.3 of a step above a level: the mean of the draws has a deviation of sqrt(0.21 / 40000) = 0.0023 steps;
        // six of them are exceeded by chance once in 5e8 runs, and the seed is fixed anyway.
        random.manual_seed(11);
        float[] w = [.. Enumerable.Repeat(0.325f, 40_000)];
        float[] q = Matrices.Floats(new FixedPointWeights(1, 2, true).Forward(Matrices.Of(w, 1)));
        Assert.Equal([0.25f, 0.5f], q.Distinct().Order());
        Assert.InRange(q.Average(v => (v - 0.25) / 0.25), 0.3 - 0.0138, 0.3 + 0.0138);
    }

    [Fact]
    public void Values_on_the_grid_never_move_and_values_off_range_go_to_the_ends()
    {
        random.manual_seed(1);
        float[] w = [-1, -0.75f, 0, 0.5f, 0.75f, 5, -5];
        Assert.Equal([-1, -0.75f, 0, 0.5f, 0.75f, 0.75f, -1], Matrices.Floats(new FixedPointWeights(1, 2, true).Forward(Matrices.Of(w, 1))));
    }

    [Fact]
    public void Stochastic_draws_differ_from_step_to_step_and_repeat_with_the_seed()
    {
        Tensor w = Matrices.Of(Matrices.Random(100, 1), 1);
        FixedPointWeights quantizer = new(1, 3, true);
        random.manual_seed(5);
        float[] first = Matrices.Floats(quantizer.Forward(w));
        float[] second = Matrices.Floats(quantizer.Forward(w));
        random.manual_seed(5);
        Assert.Equal(first, Matrices.Floats(quantizer.Forward(w)));
        Assert.NotEqual(first, second);
        Assert.True(quantizer.IsStochastic);
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(1, 0)]
    public void Widths_that_no_plane_has_are_refused(int integerBits, int fractionBits)
    {
        QuantizerRecipe recipe = new("fixed-point", new Dictionary<string, object> { ["integerBits"] = integerBits, ["fractionBits"] = fractionBits, ["rounding"] = "nearest" });
        EdgeException error = Assert.Throws<EdgeException>(() => QuantizerCatalog.CreateWeights(recipe));
        Assert.Equal(("fixed-point-width", "2 .. 8 bits"), (error.Code, error.Expected));
    }
}
