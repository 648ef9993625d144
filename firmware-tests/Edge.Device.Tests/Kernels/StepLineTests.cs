using Edge.Device.Epilogues;

namespace Edge.Device.Tests.Kernels;

public class StepLineTests
{
    [Fact]
    public void A_line_found_has_every_step_where_it_was()
    {
        Random random = new(3);
        int found = 0;
        for (int i = 0; i < 600; i++)
        {
            (int shift, long limit) = i % 3 == 0 ? (StepLine.WideShift, StepLine.WideLimit) : (StepLine.Shift, StepLine.Limit);
            int count = random.Next(1, 16);
            int highest = random.Next(1, 2000);
            long[] steps = i % 2 == 0 ? Even(random, count, highest) : Any(random, count, highest);
            if (StepLine.TryFit(steps, count, highest, shift, StepLine.Middle, limit, out long multiplier, out long addend))
            {
                found++;
                AssertSteps(steps, count, highest, multiplier, addend, shift, limit);
            }
        }

        Assert.InRange(found, 150, 599);
    }

    [Fact]
    public void Evenly_spaced_steps_have_a_line()
    {
        for (int width = 1; width < 100; width++)
        {
            // The table ends 512 steps above the middle.
            int highest = 20 * width;
            long[] steps = [.. Enumerable.Range(0, 15).Select(i => (long)(3 + (i * width)))];
            Assert.True(StepLine.TryFit(steps, 15, highest, StepLine.Shift, StepLine.Middle, StepLine.Limit, out long multiplier, out long addend), $"width {width}");
            AssertSteps(steps, 15, highest, multiplier, addend);
        }
    }

    [Fact]
    public void Steps_that_are_always_or_never_passed_are_no_hindrance()
    {
        Assert.True(StepLine.TryFit([0, 0, 0], 3, 100, StepLine.Shift, StepLine.Middle, StepLine.Limit, out long multiplier, out long addend));
        AssertSteps([0, 0, 0], 3, 100, multiplier, addend);
        Assert.True(StepLine.TryFit([101, 101], 2, 100, StepLine.Shift, StepLine.Middle, StepLine.Limit, out multiplier, out addend));
        AssertSteps([101, 101], 2, 100, multiplier, addend);
        Assert.True(StepLine.TryFit([1], 1, 0, StepLine.Shift, StepLine.Middle, StepLine.Limit, out multiplier, out addend));
        AssertSteps([1], 1, 0, multiplier, addend);
    }

    [Fact]
    public void Steps_that_no_line_passes_are_refused()
    {
        Assert.False(StepLine.TryFit([10, 11, 1000], 3, 2000, StepLine.Shift, StepLine.Middle, StepLine.Limit, out _, out _));
        Assert.False(StepLine.TryFit([10, 500, 505], 3, 2000, StepLine.WideShift, StepLine.Middle, StepLine.WideLimit, out _, out _));
    }

    [Fact]
    public void A_ramp_has_every_step_of_accumulators_that_reach_far_beyond_the_outputs()
    {
        Random random = new(4);
        for (int i = 0; i < 200; i++)
        {
            int highest = random.Next(20_000, 65_536);
            double width = 3 + (10 * random.NextDouble());
            double first = highest * random.NextDouble();
            long[] steps = [.. Enumerable.Range(0, 255).Select(k => Math.Min((long)Math.Ceiling(first + (k * width)), highest + 1))];
            Assert.True(StepLine.TryFit(steps, 255, highest, StepLine.RampShift, StepLine.RampMiddle, StepLine.WideLimit, out long multiplier, out long addend));
            for (int v = 0; v <= highest; v += random.Next(1, 3))
            {
                long value = checked((v * multiplier) + addend);
                Assert.InRange(value, 0, StepLine.WideLimit);
                int expected = Array.FindLastIndex(steps, step => v >= step) + 1;
                Assert.Equal(expected, Math.Clamp((value >> StepLine.RampShift) - StepLine.RampMiddle, 0, 255));
            }
        }
    }

    private static void AssertSteps(long[] steps, int count, int highest, long multiplier, long addend, int shift = StepLine.Shift, long limit = StepLine.Limit)
    {
        byte[] table = StepLine.Table(count, null);
        for (int v = 0; v <= highest; v++)
        {
            long value = checked((v * multiplier) + addend);
            Assert.InRange(value, 0, limit);
            int expected = Array.FindLastIndex(steps, step => v >= step) + 1;
            Assert.Equal(expected, table[value >> shift]);
        }
    }

    private static long[] Even(Random random, int count, int highest)
    {
        double width = highest * random.NextDouble() / count;
        double first = highest * random.NextDouble() / 2;
        return [.. Enumerable.Range(0, count).Select(i => Math.Min((long)Math.Ceiling(first + (i * width)), highest + 1))];
    }

    private static long[] Any(Random random, int count, int highest)
    {
        long[] steps = [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(highest + 2))];
        Array.Sort(steps);
        return steps;
    }
}
