using Edge.Errors;
using Edge.Train.Quantizers;
using Edge.Train.Trained;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

/// <summary>DoReFa, PACT, HWGQ, log domain and XNOR-Net activations, each against a second derivation.</summary>
public sealed class ActivationMethodTests
{
    public static TheoryData<string, int> Stepped => new()
    {
        { "dorefa", 1 }, { "dorefa", 2 }, { "dorefa", 5 }, { "dorefa", 8 }, { "pact", 2 }, { "pact", 4 }, { "pact", 8 }, { "hwgq", 1 }, { "hwgq", 2 }, { "hwgq", 4 }, { "hwgq-free", 1 },
        { "hwgq-free", 2 }, { "hwgq-free", 4 }, { "log", 1 }, { "log", 2 }, { "log", 3 }, { "xnor", 1 },
    };

    [Theory]
    [MemberData(nameof(Stepped))]
    public void The_forward_pass_is_the_described_step_function(string name, int bits)
    {
        ActivationQuantizer quantizer = Make(name, bits);
        StepQuantizer steps = quantizer.Describe();
        float[] x = [.. Matrices.Random(3000, bits, 4), 0, -100, 100];
        float[] y = Matrices.Floats(quantizer.Forward(Matrices.Of(x, 1)));
        Assert.Equal(x.Select(v => (float)ActivationQuantizerTests.Value(steps, v)), y, (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(steps.Steps.Order(), steps.Steps);
        Assert.Equal(y.Distinct().Count(), y.Select(v => MathF.Round(v, 4)).Distinct().Count());
        Assert.InRange(y.Distinct().Count(), 2, 1 << bits);
        if (name != "xnor")
        {
            Assert.Equal(1 << bits, steps.Steps.Count + 1);
        }
    }

    [Theory]
    [MemberData(nameof(Stepped))]
    public void Levels_are_nearly_fixed_points_where_the_method_says_so(string name, int bits)
    {
        ActivationQuantizer quantizer = Make(name, bits);
        Tensor once = quantizer.Forward(Matrices.Of(Matrices.Random(500, 3, 4), 1));
        Assert.Equal(Matrices.Floats(once), Matrices.Floats(quantizer.Forward(once)), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Theory]
    [MemberData(nameof(Stepped))]
    public void Larger_values_never_get_smaller_levels(string name, int bits)
    {
        float[] x = [.. Enumerable.Range(-400, 2000).Select(i => i / 200f)];
        float[] y = Matrices.Floats(Make(name, bits).Forward(Matrices.Of(x, 1)));
        Assert.All(y.Zip(y.Skip(1)), p => Assert.True(p.Second >= p.First - 1e-6));
    }

    [Fact]
    public void The_gradient_of_XNOR_Nets_K_is_that_of_the_mean_magnitude()
    {
        Tensor x = tensor(Matrices.Random(24, 7), 2, 3, 2, 2).requires_grad_();
        Tensor upstream = tensor(Matrices.Random(8, 8), 2, 1, 2, 2);
        float[] found = Matrices.Floats(autograd.grad([(new XnorActivations(perPatch: true).Magnitude(x)! * upstream).sum()], [x])[0]);
        float[] values = Matrices.Floats(x);
        float[] u = Matrices.Floats(upstream);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => Math.Sign(values[i]) * u[(4 * (i / 12)) + (i % 4)] / 3), found, Near);
    }

    [Fact]
    public void DoReFa_rounds_ties_up_and_passes_the_gradient_inside_the_clip()
    {
        Assert.Equal([1 / 3f, 2 / 3f, 1, 0, 1], Forward(new DoReFaActivations(2), 1 / 6f + 1e-7f, 0.5f, 5 / 6f + 1e-7f, -3, 7), Near);
        Assert.True(new DoReFaActivations(2).Describe().Inclusive);
        Assert.Equal([0, 1, 2, 3, 0], Matrices.Gradient(new DoReFaActivations(2).Forward, [-0.1f, 0, 0.6f, 1, 1.1f], [5, 1, 2, 3, 4]));
    }

    [Fact]
    public void PACT_is_the_papers_formula_and_learns_its_clipping_point()
    {
        float[] x = Matrices.Random(300, 9, 4);
        PactActivations quantizer = new(8, 1.5, 0.01);
        double[] formula = [.. x.Select(v => 0.5 * (Math.Abs(v) - Math.Abs(v - 1.5) + 1.5))];
        float[] y = Forward(quantizer, x);
        Assert.All(formula.Zip(y), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 0.5001 * 1.5 / 255));

        float[] upstream = Matrices.Random(300, 10);
        Parameter alpha = quantizer.Parameters[0].Value;
        Tensor input = Matrices.Of(x, 1).requires_grad_();
        IList<Tensor> gradients = autograd.grad([(quantizer.Forward(input) * Matrices.Of(upstream, 1)).sum()], [input, alpha]);
        Assert.Equal(x.Select((v, i) => v is >= 0 and < 1.5f ? upstream[i] : 0), Matrices.Floats(gradients[0]));
        Assert.Equal(x.Select((v, i) => v >= 1.5 ? (double)upstream[i] : 0).Sum(), gradients[1].item<float>(), 1e-4);
        Assert.Equal(0.01 * 1.5 * 1.5, quantizer.Penalty()!.item<float>(), 1e-6);
        Assert.Equal(2 * 0.01 * 1.5, autograd.grad([quantizer.Penalty()!], [alpha])[0].item<float>(), 1e-6);
    }

    [Theory]
    [InlineData(0.005f)]
    [InlineData(-2)]
    public void PACT_learns_its_way_back_from_a_clipping_point_that_has_shrunk_to_nothing(float alpha)
    {
        PactActivations quantizer = new(4, 1, 0.001);
        using (no_grad())
        {
            quantizer.Parameters[0].Value.fill_(alpha);
        }

        Tensor y = quantizer.Forward(Matrices.Of([-1, 0.005f, 0.5f, 2], 1));
        Assert.Equal([0, 0.005f, 0.01f, 0.01f], Matrices.Floats(y), (a, b) => Math.Abs(a - b) <= 0.01 / 30 + 1e-6);
        Assert.Equal([2f], Matrices.Floats(autograd.grad([y.sum()], [quantizer.Parameters[0].Value])[0]));
    }

    [Fact]
    public void PACT_has_its_ties_and_its_edge_where_the_paper_has_them()
    {
        // alpha = 3 and 2 bits: a step is 1 wide.
        PactActivations quantizer = new(2, 3, 0);
        Assert.Equal([0, 1, 1, 2, 3, 3], Forward(quantizer, 0.49f, 0.5f, 1, 1.5f, 2.5f, 3), Near);
        Assert.Equal([1, 0], Matrices.Gradient(quantizer.Forward, [2.999f, 3], [1, 1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(15)]
    public void HWGQ_levels_have_the_smallest_error_by_numeric_integration(int count)
    {
        double spacing = HalfWaveGaussian.Spacing(count);
        double[] even = [.. Enumerable.Range(1, count).Select(i => i * spacing)];
        foreach (double factor in new[] { 0.98, 0.995, 1.005, 1.02 })
        {
            Assert.True(Error(even) < Error([.. even.Select(q => q * factor)]), $"spacing {spacing} times {factor} is better");
        }

        double[] free = [.. HalfWaveGaussian.Levels(count)];
        Assert.True(Error(free) <= Error(even) + 1e-12);
        for (int i = 0; i < count; i++)
        {
            foreach (double shift in new[] { -0.01, 0.01 })
            {
                double[] moved = [.. free];
                moved[i] += shift;
                Assert.True(Error(free) < Error(moved), $"level {i} of {count} is better moved by {shift}");
            }
        }
    }

    [Fact]
    public void HWGQ_reaches_the_published_spacing_of_two_bits() => Assert.Equal(0.538, HalfWaveGaussian.Spacing(3), 1e-3);

    [Fact]
    public void HWGQ_with_one_level_has_the_mean_of_the_half_normal() => Assert.Equal(Math.Sqrt(2 / Math.PI), HalfWaveGaussian.Levels(1)[0], 1e-11);

    [Fact]
    public void HWGQ_steps_belong_to_the_level_below()
    {
        double d = HalfWaveGaussian.Spacing(3);
        Assert.Equal([0, (float)d, (float)d, (float)(2 * d)], Forward(new HwgqActivations(2, true, "vanilla"), 0, 1e-6f, (float)(1.5 * d) - 1e-6f, (float)(1.5 * d) + 1e-6f), Near);
        Assert.False(new HwgqActivations(2, true, "vanilla").Describe().Inclusive);
    }

    [Theory]
    [InlineData("vanilla")]
    [InlineData("clipped")]
    [InlineData("log-tailed")]
    public void HWGQ_has_three_backward_forms(string backward)
    {
        foreach (bool uniform in new[] { true, false })
        {
            HwgqActivations quantizer = new(2, uniform, backward);
            StepQuantizer steps = quantizer.Describe();
            double largest = ActivationQuantizerTests.Value(steps, 100);
            float[] x = [.. Matrices.Random(300, 2, 6), 0];
            float[] upstream = Matrices.Random(301, 4);
            double Slope(double v) => v <= 0 ? 0 : v <= largest || backward == "vanilla" ? 1 : backward == "clipped" ? 0 : 1 / (v - (largest - 1));
            Assert.Equal(x.Select((v, i) => (float)(Slope(v) * upstream[i])), Matrices.Gradient(quantizer.Forward, x, upstream), Near);
        }
    }

    [Fact]
    public void Free_HWGQ_levels_are_255ths_of_the_largest()
    {
        StepQuantizer steps = new HwgqActivations(3, uniform: false, "clipped").Describe();
        IReadOnlyList<double> free = HalfWaveGaussian.Levels(7);
        Assert.Equal(8, steps.Bits);
        Assert.Equal(255, steps.Levels![7]);
        for (int i = 0; i < 7; i++)
        {
            Assert.Equal(free[i], steps.Scale * steps.Levels[i + 1], free[6] / 510 + 1e-12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Log_activations_round_the_logarithm(int bits)
    {
        const int range = 2;
        float[] x = [.. Matrices.Random(2000, 8, 6), 1e-9f, 1, 0.5f];
        float[] y = Forward(new LogActivations(bits, range), x);
        for (int i = 0; i < x.Length; i++)
        {
            double exponent = x[i] <= 0 ? double.NegativeInfinity : Math.Round(Math.Log2(x[i]));
            double expected = exponent <= range - (1 << bits) ? 0 : Math.Pow(2, Math.Min(exponent, range - 1));
            Assert.Equal(expected, y[i], 1e-9);
        }

        Assert.Equal([0, 1, 2, 0], Matrices.Gradient(new LogActivations(bits, range).Forward, [-1, 0.3f, 1.9f, 2.1f], [7, 1, 2, 3]));
    }

    [Fact]
    public void Log_activations_of_more_than_three_bits_name_the_nearest_form()
    {
        EdgeException error = Assert.Throws<EdgeException>(() => new LogActivations(4, 2).Describe());
        Assert.Equal("activation \"log\" with 3 bits", error.Try);
        Assert.Equal([0, 1, 2, 4, 8, 16, 32, 64], new LogActivations(3, 2).Describe().Levels!.Select(l => (int)l));
    }

    [Fact]
    public void XNOR_Net_with_a_scale_for_each_patch_is_refused_by_the_packer_with_the_fixed_form_named()
    {
        EdgeException error = Assert.Throws<EdgeException>(() => new XnorActivations(perPatch: true).Describe());
        Assert.Equal("not-packable", error.Code);
        Assert.Contains("\"scale\": \"fixed\"", error.Try);
        Assert.Null(new XnorActivations(perPatch: false).Magnitude(ones(1, 2, 3, 3)));
    }

    private static bool Near(float a, float b) => Math.Abs(a - b) < 1e-5;

    private static float[] Forward(ActivationQuantizer quantizer, params float[] x) => Matrices.Floats(quantizer.Forward(Matrices.Of(x, 1)));

    private static ActivationQuantizer Make(string name, int bits) => name switch
    {
        "dorefa" => new DoReFaActivations(bits),
        "pact" => new PactActivations(bits, 1.7, 0.001),
        "hwgq" => new HwgqActivations(bits, uniform: true, "clipped"),
        "hwgq-free" => new HwgqActivations(bits, uniform: false, "log-tailed"),
        "log" => new LogActivations(bits, 2),
        _ => new XnorActivations(perPatch: false),
    };

    // The squared error over the positive half of a normal variable, by the midpoint rule.
    private static double Error(double[] levels)
    {
        double sum = 0;
        const double step = 5e-4;
        int at = 0;
        for (double x = step / 2; x < 9; x += step)
        {
            while (at < levels.Length - 1 && x > (levels[at] + levels[at + 1]) / 2)
            {
                at++;
            }

            sum += (x - levels[at]) * (x - levels[at]) * Math.Exp(-x * x / 2);
        }

        return sum * step;
    }
}
