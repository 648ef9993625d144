using Edge.Formats.Writing;
using Edge.Pack.Folding;

namespace Edge.Pack.Tests;

public sealed class PowerPlanesTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 6, 1)]
    [InlineData(3, 9, 1)]
    [InlineData(0, 7, 2)]
    [InlineData(0, 8, 2)]
    [InlineData(0, 13, 2)]
    [InlineData(0, 14, 3)]
    [InlineData(0, 16, 3)]
    [InlineData(2, 24, 4)]
    public void Seven_exponents_share_a_plane_and_the_shifted_sum_is_the_weight(int lowest, int highest, int planes)
    {
        long[] weights = [.. Enumerable.Range(lowest, highest - lowest + 1).SelectMany(e => new[] { 1L << e, 0, -(1L << e) })];
        PlaneDefinition[] split = PowerPlanes.TrySplit(weights)!;
        Assert.Equal(planes, split.Length);
        Assert.Equal(weights, Sum(split));
        Assert.All(split.SkipLast(1), plane => Assert.Equal(PlaneEncoding.Powers, plane.Encoding));
        Assert.Equal((highest - lowest) % 7 == 0 ? PlaneEncoding.Lanes2 : PlaneEncoding.Powers, split[^1].Encoding);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-6)]
    [InlineData(127)]
    public void A_weight_that_is_not_a_power_of_two_leaves_the_planes_alone(int other)
    {
        Assert.Null(PowerPlanes.TrySplit([1, 2, other, 0]));
        PlaneDefinition[] planes = [PlaneDefinition.Signed(8, [1, 2, other, 0])];
        Assert.Same(planes, PowerPlanes.Shrink(planes));
    }

    [Fact]
    public void Nothing_but_zeros_and_layers_of_few_bits_stay_as_they_are()
    {
        Assert.Null(PowerPlanes.TrySplit([0, 0]));
        PlaneDefinition[] ternary = [PlaneDefinition.Ternary([1, 0, -1, 1])];
        Assert.Same(ternary, PowerPlanes.Shrink(ternary));
        PlaneDefinition[] four = [PlaneDefinition.Signed(4, [.. Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? 4 : -1)])];
        Assert.Same(four, PowerPlanes.Shrink(four));
    }

    [Fact]
    public void Planes_whose_sums_are_powers_of_two_become_fewer_bytes()
    {
        PlaneDefinition[] planes = [PlaneDefinition.Signed(8, [64, 0, -16, 1], 0), PlaneDefinition.Signed(4, [0, 4, 0, 0], 7)];
        PlaneDefinition[] shrunk = PowerPlanes.Shrink(planes);
        Assert.Equal([PlaneEncoding.Powers, PlaneEncoding.Powers], shrunk.Select(plane => plane.Encoding));
        Assert.Equal([64, 512, -16, 1], Sum(shrunk));
    }

    private static IEnumerable<long> Sum(PlaneDefinition[] planes) =>
        Enumerable.Range(0, planes[0].Weights.Length).Select(i => planes.Sum(plane => (long)plane.Weights[i] << plane.Shift));
}
