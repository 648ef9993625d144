using Edge.Formats.Writing;

namespace Edge.Testing.Tests;

public class ReferenceEpilogueTests
{
    [Fact]
    public void Threshold_counts_the_steps_reached_channel_by_channel()
    {
        EpilogueDefinition epilogue = new() { Kind = EpilogueKind.Threshold, Thresholds = [[-1, 5], [0, 0]] };
        Assert.Equal([1, 2, 2, 0], ReferenceEpilogue.Apply(epilogue, 2, 2, [4, 0, 5, -1]));
    }

    [Fact]
    public void A_level_table_replaces_the_count()
    {
        EpilogueDefinition epilogue = new() { Kind = EpilogueKind.Threshold, Thresholds = [[0, 10]], Levels = [0, 7, 200] };
        Assert.Equal([0, 7, 200], ReferenceEpilogue.Apply(epilogue, 3, 8, [-1, 9, 10]));
    }

    [Fact]
    public void Requantize_multiplies_in_64_bits_and_shifts_arithmetically()
    {
        EpilogueDefinition epilogue = new() { Kind = EpilogueKind.Requantize, Shift = 31, Multipliers = [1 << 30], Addends = [1L << 30] };
        Assert.Equal([0, 0, 1, 2, 15], ReferenceEpilogue.Apply(epilogue, 1, 4, [-5, 0, 1, 3, int.MaxValue]));
    }

    [Fact]
    public void Shift_wraps_its_sum_and_clamps()
    {
        EpilogueDefinition epilogue = new() { Kind = EpilogueKind.Shift, Shift = 1, Addends = [1] };
        Assert.Equal([2, 0, 3, 0], ReferenceEpilogue.Apply(epilogue, 1, 2, [3, -5, 100, int.MaxValue]));
    }

    [Fact]
    public void Raw_is_the_accumulator_or_its_multiple_plus_addend()
    {
        Assert.Equal([-7], ReferenceEpilogue.Apply(new() { Kind = EpilogueKind.Raw }, 1, 32, [-7]));
        EpilogueDefinition scaled = new() { Kind = EpilogueKind.Raw, Multipliers = [-2], Addends = [1] };
        Assert.Equal([15], ReferenceEpilogue.Apply(scaled, 1, 32, [-7]));
    }

    [Fact]
    public void An_accumulator_outside_int32_is_an_error_of_the_network() =>
        Assert.Throws<OverflowException>(() => ReferenceEpilogue.Apply(new() { Kind = EpilogueKind.Raw }, 1, 32, [1L << 31]));
}
