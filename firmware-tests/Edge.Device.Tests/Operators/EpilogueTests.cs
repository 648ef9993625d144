using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Operators;

/// <summary>Accumulators are made by a dense layer of one input: acc[c] = (weight[c] * value) &lt;&lt; shift.</summary>
public class EpilogueTests
{
    private const int Channels = 17;

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Thresholds_at_and_around_the_accumulators_equal_the_reference(int shift)
    {
        Random random = new(21);
        for (int count = 1; count <= 15; count++)
        {
            // With the input at its largest (15), accumulators are multiples of 15 << shift; the thresholds lie on them and one beside.
            int steps = count;
            int[][] thresholds = [.. Enumerable.Range(0, Channels).Select(_ =>
                Ascending(steps, () => (((random.Next(-128, 128) * 15) << shift) + random.Next(-1, 2))))];
            thresholds[3] = Ascending(steps, () => int.MaxValue);
            thresholds[4] = Ascending(steps, () => int.MinValue);
            Check(shift, count <= 3 ? 2 : 4, new() { Kind = EpilogueKind.Threshold, Thresholds = thresholds });
            Check(shift, 4, new() { Kind = EpilogueKind.Threshold, Thresholds = [thresholds[0]] });
            byte[] levels = [.. Enumerable.Range(0, count + 1).Select(_ => (byte)random.Next(256))];
            Check(shift, 8, new() { Kind = EpilogueKind.Threshold, Thresholds = thresholds, Levels = levels });
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void One_threshold_writes_bits(int shift)
    {
        Random random = new(22);
        int[][] thresholds = [.. Enumerable.Range(0, Channels).Select(_ => new[] { (random.Next(-128, 128) * 15) << shift })];
        Check(shift, 0, new() { Kind = EpilogueKind.Threshold, Thresholds = thresholds });
        Check(shift, 0, new() { Kind = EpilogueKind.Threshold, Thresholds = [[0]] });
    }

    [Fact]
    public void Requantize_equals_the_reference_at_ties_ends_and_every_shift()
    {
        Random random = new(23);
        for (int shift = 0; shift <= 62; shift++)
        {
            int[] multipliers = [.. Enumerable.Range(0, Channels).Select(_ => random.Next(int.MinValue, int.MaxValue))];
            long[] addends = [.. Enumerable.Range(0, Channels).Select(_ => random.NextInt64(-(1L << 60), 1L << 60))];
            Check(7, 1 + (shift % 8), new() { Kind = EpilogueKind.Requantize, Shift = shift, Multipliers = multipliers, Addends = addends });

            // acc * 2^k + half: every accumulator is a tie or its neighbour.
            int half = Math.Min(shift, 30);
            long[] round = [.. Enumerable.Range(0, Channels).Select(c => shift == 0 ? 0 : (1L << (shift - 1)) - (c % 2))];
            int[] power = [.. Enumerable.Repeat(1 << Math.Max(half - 1, 0), Channels)];
            Check(0, 8, new() { Kind = EpilogueKind.Requantize, Shift = shift, Multipliers = power, Addends = round });
        }

        Check(0, 8, new() { Kind = EpilogueKind.Requantize, Shift = 4, Multipliers = [-3], Addends = [8] });
    }

    [Fact]
    public void Shift_equals_the_reference_and_wraps_its_sum()
    {
        Random random = new(24);
        for (int shift = 0; shift <= 31; shift++)
        {
            long[] addends = [.. Enumerable.Range(0, Channels).Select(c => c == 0 ? int.MaxValue : c == 1 ? int.MinValue : (long)random.Next(-5000, 5000))];
            Check(0, 1 + (shift % 8), new() { Kind = EpilogueKind.Shift, Shift = shift, Addends = addends });
            Check(7, 8, new() { Kind = EpilogueKind.Shift, Shift = shift, Addends = [random.Next()] });
        }
    }

    [Fact]
    public void Raw_equals_the_reference_with_and_without_parameters()
    {
        Random random = new(25);
        long[] addends = [.. Enumerable.Range(0, Channels).Select(_ => (long)random.Next(int.MinValue, int.MaxValue))];
        int[] multipliers = [.. Enumerable.Range(0, Channels).Select(_ => random.Next(int.MinValue, int.MaxValue))];
        Check(7, 32, new() { Kind = EpilogueKind.Raw });
        Check(7, 32, new() { Kind = EpilogueKind.Raw, Addends = addends });
        Check(7, 32, new() { Kind = EpilogueKind.Raw, Addends = [-7] });
        Check(7, 32, new() { Kind = EpilogueKind.Raw, Addends = addends, Multipliers = multipliers });
        Check(7, 32, new() { Kind = EpilogueKind.Raw, Addends = [3], Multipliers = [-2] });
    }

    private static void Check(int shift, int format, EpilogueDefinition epilogue)
    {
        Random random = new(26);
        int[] weights = [.. Enumerable.Range(0, Channels).Select(_ => random.Next(-128, 128))];
        LayerDefinition layer = new()
        {
            Operator = Operator.Dense,
            Input = 0,
            OutputChannels = Channels,
            OutputFormat = format,
            Epilogue = epilogue,
            Planes = [new(PlaneEncoding.Bytes, shift, 1, 128, 256, weights)],
        };
        SingleLayer.AssertEqualsReference(SingleLayer.Model(new(1, 1, 1, 4), layer));
    }

    private static int[] Ascending(int count, Func<int> next)
    {
        int[] values = [.. Enumerable.Range(0, count).Select(_ => next())];
        Array.Sort(values);
        return values;
    }
}
