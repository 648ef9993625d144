using Edge.Train.Data;
using Edge.Train.PostTraining;

namespace Edge.Train.Tests.PostTraining;

public class ActivationRangeTests
{
    [Fact]
    public void The_largest_value_is_the_range_of_the_plain_rule()
    {
        Assert.Equal(3.5f, ActivationRange.Choose([-9, 0.25f, 3.5f, 1], 4, RangeRule.Largest));
    }

    [Theory]
    [InlineData(RangeRule.Largest)]
    [InlineData(RangeRule.LeastSquares)]
    public void A_layer_that_never_fires_gets_the_range_one(RangeRule rule)
    {
        Assert.Equal(1, ActivationRange.Choose([-1, 0, -3], 4, rule));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 3)]
    [InlineData(8, 4)]
    public void The_least_squares_range_is_as_good_as_any_of_a_thousand_others(int bits, long seed)
    {
        float[] samples = Exponential(5000, seed);
        double chosen = ActivationRange.Choose(samples, bits, RangeRule.LeastSquares);
        double best = Enumerable.Range(1, 1000).Min(i => ActivationRange.Error(samples, bits, samples.Max() * i / 1000.0));
        Assert.InRange(ActivationRange.Error(samples, bits, chosen), 0, best * 1.02);
    }

    [Fact]
    public void Few_bits_clip_a_long_tail_and_many_keep_it()
    {
        float[] samples = Exponential(5000, 7);
        double two = ActivationRange.Choose(samples, 2, RangeRule.LeastSquares);
        double eight = ActivationRange.Choose(samples, 8, RangeRule.LeastSquares);
        Assert.True(two < 0.5 * eight, $"{two} against {eight}");
    }

    private static float[] Exponential(int count, long seed)
    {
        SeededRandom random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)-Math.Log(1 - random.NextDouble()))];
    }
}
