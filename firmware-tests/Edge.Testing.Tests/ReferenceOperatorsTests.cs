using Edge.Formats.Writing;

namespace Edge.Testing.Tests;

/// <summary>Results worked out by hand.</summary>
public class ReferenceOperatorsTests
{
    [Fact]
    public void Dense_sums_weight_times_value()
    {
        PlaneDefinition plane = PlaneDefinition.Ternary([1, -1, 0, 1, 1, 1]);
        Assert.Equal([5L - 7, 5 + 7 + 9], ReferenceOperators.Dense(plane, 2, [5, 7, 9]));
    }

    [Fact]
    public void A_stored_zero_bit_counts_as_minus_one_under_bit_rows_and_as_zero_under_lanes()
    {
        int[] bits = [1, 0, 0];
        Assert.Equal([1L + 1 - 1], ReferenceOperators.Dense(PlaneDefinition.Xnor([1, -1, 1]), 1, bits));
        Assert.Equal([1L], ReferenceOperators.Dense(PlaneDefinition.MaskedXnor([0, -1, 0]), 1, bits));
        Assert.Equal([1L], ReferenceOperators.Dense(PlaneDefinition.Binary([1, -1, 1]), 1, bits));
    }

    [Fact]
    public void Conv2d_pads_with_the_pad_value_and_steps_by_the_stride()
    {
        // 2 x 3 image, kernel 2 x 2 of ones with a corner of -1, one row of padding above, stride 1 down and 2 right.
        Window window = new(2, 2, 1, 2, 1, 0, 0, 0, 10);
        PlaneDefinition plane = new(PlaneEncoding.Bytes, 0, 1, 128, 256, [1, 1, 1, -1]);
        long[] sums = ReferenceOperators.Conv2d(plane, window, 1, new(2, 3, 1, 8), [1, 2, 3, 4, 5, 6]);
        Assert.Equal([10 + 10 + 1 - 2L, 1 + 2 + 4 - 5], sums);
    }

    [Fact]
    public void Conv2d_orders_its_weights_by_output_then_kernel_row_column_then_channel()
    {
        int[] weights = new int[2 * 1 * 2 * 2];
        weights[(1 * 4) + (1 * 2) + 0] = 1;
        PlaneDefinition plane = PlaneDefinition.Ternary(weights);
        long[] sums = ReferenceOperators.Conv2d(plane, new(1, 2, 1, 1, 0, 0, 0, 0, 0), 2, new(1, 2, 2, 4), [1, 2, 3, 4]);
        Assert.Equal([0L, 3], sums);
    }

    [Fact]
    public void Depthwise_keeps_channels_apart()
    {
        PlaneDefinition plane = PlaneDefinition.Ternary([1, 1, -1, 0]);
        long[] sums = ReferenceOperators.DepthwiseConv2d(plane, new(1, 2, 1, 1, 0, 0, 0, 0, 0), new(1, 2, 2, 4), [1, 2, 3, 4]);
        Assert.Equal([1L + 3, -2], sums);
    }

    [Fact]
    public void Padding_counts_in_an_average_and_never_wins_a_maximum()
    {
        Window window = new(2, 2, 1, 1, 1, 1, 0, 0, 9);
        ReferenceShape shape = new(1, 1, 1, 4);
        Assert.Equal([9L + 9 + 9 + 2], ReferenceOperators.AveragePool(window, shape, [2]));
        Assert.Equal([2], ReferenceOperators.MaxPool(window, shape, [2]));
    }

    [Fact]
    public void Add_weighs_both_tensors() => Assert.Equal([2 - 9L, 4 - 12], ReferenceOperators.Add((2, -3), [1, 2], [3, 4]));
}
