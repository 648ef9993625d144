using Edge.Errors;
using Edge.Train.Quantizers;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

/// <summary>Low-bit training: group-wise scaling, the shiftable format, weights, activations, errors.</summary>
public sealed class LowBitTests
{
    public static TheoryData<string, int> Formats
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string scale in new[] { "float", "power", "same-mantissa", "simple-mantissa" })
            {
                data.Add(scale, 0);
                data.Add(scale, 3);
            }

            return data;
        }
    }

    [Theory]
    [InlineData("float")]
    [InlineData("power")]
    [InlineData("same-mantissa")]
    [InlineData("simple-mantissa")]
    public void Group_wise_scales_are_the_smallest_allowed_that_cover_their_group(string kind)
    {
        float[] largest = [3.1f, 0.4f, 2.9f, 1.6f, 0.0001f, 0, 0.75f, 1.5500001f];
        GroupScales.Split(tensor(largest, largest.Length, 1), kind, 8, out Tensor unit, out Tensor factor);
        double[] scales = [.. Matrices.Floats(factor).Select(f => (double)f * unit.item<float>())];
        double[] allowed = kind switch
        {
            "power" => [.. Enumerable.Range(0, 8).Select(e => 4 * Math.Pow(2, -e))],
            "same-mantissa" => [.. Enumerable.Range(0, 8).Select(e => 3.1f * Math.Pow(2, -e))],
            "simple-mantissa" => [.. Enumerable.Range(0, 8).SelectMany(e => new[] { 4 * Math.Pow(2, -e), 3 * Math.Pow(2, -e) })],
            _ => [.. largest.Select(v => v == 0 ? 3.1 : v)],
        };
        for (int i = 0; i < largest.Length; i++)
        {
            double expected = kind == "float" ? allowed[i] : allowed.Where(a => a >= largest[i] * (1 - 1e-6)).Min();
            Assert.Equal(expected, scales[i], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_value_is_at_most_half_a_step_away_and_a_shifted_one_less(string scale, int shift)
    {
        float[] x = Matrices.Random(400, 11, 2);
        LowBitValues values = new LowBitFormat(scale, shift).Quantize(Matrices.Of(x, 8), levels: 7, random: false);
        float[] real = Matrices.Floats(values.ToReal());
        float[] integers = Matrices.Floats(values.Integers);
        GroupScales.Split(Matrices.Of(x, 8).abs().amax([1], keepdim: true), scale, 32, out Tensor unit, out Tensor factor);
        for (int i = 0; i < x.Length; i++)
        {
            double covered = Matrices.Floats(factor)[i / 50] * unit.item<float>();
            bool small = shift > 0 && Math.Abs(x[i]) <= covered * Math.Pow(2, -shift);
            double step = covered / 7 * (small ? Math.Pow(2, -shift) : 1);
            Assert.InRange(Math.Abs(real[i] - x[i]), 0, step * 0.5001);
            Assert.InRange(integers[i], -7, 7);
            Assert.Equal(MathF.Round(integers[i]), integers[i]);
        }
    }

    [Fact]
    public void Stochastic_rounding_is_right_on_average()
    {
        random.manual_seed(7);
        float[] x = Matrices.Random(40, 12);
        const int draws = 4000;
        double[] sum = new double[x.Length];
        LowBitFormat format = new("simple-mantissa", 0);
        for (int d = 0; d < draws; d++)
        {
            float[] real = Matrices.Floats(format.Quantize(Matrices.Of(x, 2), 3, random: true).ToReal());
            for (int i = 0; i < x.Length; i++)
            {
                sum[i] += real[i];
            }
        }

        // One draw deviates by at most half a step (1 / 3 of at most 1.5); five deviations of the mean: a false alarm in 40 000 runs.
        Assert.All(x.Select((v, i) => sum[i] / draws - v), e => Assert.InRange(Math.Abs(e), 0, 5 * 0.25 / Math.Sqrt(draws)));
    }

    [Theory]
    [InlineData("power", "channel", 0)]
    [InlineData("same-mantissa", "block", 0)]
    [InlineData("simple-mantissa", "block", 0)]
    [InlineData("simple-mantissa", "channel", 2)]
    [InlineData("simple-mantissa", "block", 3)]
    [InlineData("float", "channel", 0)]
    [InlineData("float", "layer", 0)]
    public void Group_wise_weights_are_integer_planes_with_shifts(string scale, string group, int shift)
    {
        GroupWiseWeights quantizer = new(4, new LowBitFormat(scale, shift) { Octaves = 8 }, group, 5, random: true);
        Tensor w = Matrices.Of([.. Matrices.Random(36, 3), .. Matrices.Random(36, 4, 0.05), .. Matrices.Random(36, 5, 0.3)], 3);
        QuantizedWeights quantized = quantizer.Quantize(w);
        Assert.Equal(Matrices.Floats(quantizer.Inference(w)), Matrices.Floats(quantized.ToReal()), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.All(quantized.Planes, p => Assert.All(Matrices.Floats(p.Values), v => Assert.True(v == MathF.Round(v) && Math.Abs(v) <= 7)));
        Assert.Equal(0, quantized.Planes[0].Shift);

        // Rounding a group's largest value down may let a scale of 1.5 times 2^e cover it: only the other kinds are idempotent.
        float[] again = Matrices.Floats(quantizer.Inference(quantizer.Inference(w)));
        if (shift == 0 && scale is "power" or "same-mantissa")
        {
            Assert.Equal(Matrices.Floats(quantizer.Inference(w)), again, (a, b) => Math.Abs(a - b) < 1e-5);
        }
    }

    [Fact]
    public void A_clip_covers_a_share_of_the_largest_and_cuts_the_rest()
    {
        float[] x = [-2, -0.9f, 0.3f, 0.6f, 1.4f];
        Assert.Equal([-1, -1, 1 / 3f, 2 / 3f, 1], Matrices.Floats(new LowBitFormat("float", 0, 0.5).Quantize(tensor(x, 1, 5), 3, random: false).ToReal()), (a, b) => Math.Abs(a - b) < 1e-6);
        LowBitActivations quantizer = new(4, new LowBitFormat("float", 0, 0.5), "layer");
        quantizer.Initialize(1);
        Assert.Equal([0, 0, 1, 2, 0, 0], Matrices.Gradient(quantizer.TrainingForward, [-1, 1.1f, 0.4f, 0.9f, 2, 1.5f], [1, 1, 1, 2, 1, 1]));
        Assert.Equal(1.0, quantizer.Describe().Scale * 15, 1e-6);
    }

    [Fact]
    public void Free_scales_within_a_channel_are_refused_with_the_nearest_form()
    {
        EdgeException error = Assert.Throws<EdgeException>(() => new GroupWiseWeights(4, new LowBitFormat("float", 0), "block", 5, random: false).Quantize(Matrices.Of(Matrices.Random(20, 1), 2)));
        Assert.Equal("not-packable", error.Code);
        Assert.Contains("simple-mantissa", error.Try);
        EdgeException activations = Assert.Throws<EdgeException>(() => Activations("channel", 0).Describe());
        Assert.Contains("layer", activations.Try);
    }

    [Fact]
    public void Weights_have_the_straight_through_gradient()
    {
        float[] upstream = Matrices.Random(30, 5);
        GroupWiseWeights quantizer = new(3, new LowBitFormat("power", 0), "block", 7, random: true);
        Assert.Equal(upstream, Matrices.Gradient(quantizer.Forward, Matrices.Random(30, 6), upstream));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Activations_follow_the_largest_value_and_are_at_inference_the_described_steps(int bits)
    {
        LowBitActivations quantizer = new(bits, new LowBitFormat("float", 0), "layer");
        quantizer.Initialize(3);
        quantizer.TrainingForward(tensor(new float[] { -1, 0.5f, 2 }, 1, 3));
        quantizer.TrainingForward(tensor(new float[] { -9, 0.5f, 1 }, 1, 3));
        StepQuantizer steps = quantizer.Describe();
        Assert.Equal(1.9, steps.Scale * ((1 << bits) - 1), 1e-6);
        float[] x = [.. Matrices.Random(500, bits, 3), 0, 5];
        float[] y = Matrices.Floats(quantizer.Forward(Matrices.Of(x, 1)));
        Assert.Equal(x.Select(v => (float)ActivationQuantizerTests.Value(steps, v)), y, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Activations_pass_the_gradient_where_positive_and_covered()
    {
        LowBitActivations quantizer = new(4, new LowBitFormat("float", 0), "layer");
        quantizer.Initialize(1);
        quantizer.TrainingForward(tensor(new float[] { 1 }, 1, 1));
        float[] upstream = [1, 2, 3, 4];
        Assert.Equal([0, 2, 3, 0], Matrices.Gradient(quantizer.Forward, [-0.5f, 0.2f, 0.9f, 1.5f], upstream));
        Assert.Equal([0, 2, 3, 4], Matrices.Gradient(quantizer.TrainingForward, [-0.5f, 0.2f, 0.9f, 1.5f], upstream));
    }

    [Theory]
    [InlineData("layer", 1)]
    [InlineData("channel", 3)]
    [InlineData("image", 6)]
    public void Groups_are_what_their_names_say(string group, int count)
    {
        Tensor x = arange(0, 24, ScalarType.Float32).view(2, 3, 2, 2);
        Tensor rows = GroupLayout.Rows(x, group);
        Assert.Equal(count, rows.shape[0]);
        Assert.Equal(Matrices.Floats(x), Matrices.Floats(GroupLayout.Back(rows, group, x.shape)));
        if (group == "channel")
        {
            Assert.Equal([0, 1, 2, 3, 12, 13, 14, 15], Matrices.Floats(rows.narrow(0, 0, 1)));
        }
    }

    [Fact]
    public void Errors_of_few_bits_keep_their_groups_apart()
    {
        random.manual_seed(3);
        Tensor e = cat([Matrices.Of(Matrices.Random(40, 1, 1), 1), Matrices.Of(Matrices.Random(40, 2, 0.001), 1)], 0).view(2, 1, 5, 8);
        float[] layer = Matrices.Floats(new LowBitErrors(4, new LowBitFormat("float", 0), "layer").Quantize(e));
        float[] image = Matrices.Floats(new LowBitErrors(4, new LowBitFormat("simple-mantissa", 0), "image").Quantize(e));
        Assert.True(layer.Skip(40).Distinct().Count() <= 3);
        Assert.InRange(image.Skip(40).Distinct().Count(), 8, 15);
    }

    private static LowBitActivations Activations(string group, int shift)
    {
        LowBitActivations quantizer = new(4, new LowBitFormat("float", shift), group);
        quantizer.Initialize(2);
        return quantizer;
    }
}
