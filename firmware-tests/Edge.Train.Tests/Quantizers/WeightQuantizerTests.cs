using Edge.Errors;
using Edge.Train.Quantizers;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class WeightQuantizerTests
{
    // Clipping points and clusters are found anew in weights that have lost their tails or their spread within a cluster;
    // a shiftable weight rounded up to the border of the fine position is in the coarse one next time;
    // a group's largest weight, rounded down, may fit a smaller scale of 1.5 times 2^e.
    private static readonly string[] EstimatesAnew = ["analytic-clip", "bit-allocation", "deep-compression", "shiftable", "group-wise"];

    // The paper's gradient is not the identity; each has a test of its own.
    private static readonly string[] OwnGradient = ["xnor-net", "ttq", "dorefa"];

    // Trains with one plane, deploys two; rounds at random to many levels: each has a test of its own.
    private static readonly string[] TrainsOtherwise = ["double-precision", "fixed-point", "group-wise"];

    // Two scales of different signs, clusters placed at random.
    private static readonly string[] Lopsided = ["ttq", "deep-compression"];

    private static IEnumerable<string> WithIntegers => QuantizerCatalog.Weights.Select(d => d.Name).Where(n => Make(n).HasIntegerForm);

    public static TheoryData<string> Packable => [.. WithIntegers];

    public static TheoryData<string> StraightThrough => [.. WithIntegers.Except(OwnGradient)];

    public static TheoryData<string> SameLevels => [.. WithIntegers.Except(TrainsOtherwise)];

    public static TheoryData<string> Odd => [.. WithIntegers.Except(Lopsided)];

    public static TheoryData<string> Idempotent => [.. WithIntegers.Except(EstimatesAnew)];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void WRPN_rounds_half_down(int bits)
    {
        int n = (1 << (bits - 1)) - 1;
        float[] ties = [.. Enumerable.Range(-n, 2 * n).Select(i => (i + 0.5f) / n).Where(w => (double)w * n == Math.Floor((double)w * n) + 0.5)];
        float[] expected = [.. ties.Select(w => (float)Math.Floor((double)w * n) / n)];
        Assert.NotEmpty(ties);
        Assert.Equal(expected, Matrices.Inference(new WrpnWeights(bits), ties), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([-1, 1, 0], Matrices.Inference(new WrpnWeights(bits), -9, 9, 0));
    }

    [Fact]
    public void WRPN_equals_its_definition_between_ties()
    {
        foreach (int bits in (int[])[2, 3, 5, 8])
        {
            double n = (1 << (bits - 1)) - 1;
            float[] w = Matrices.Random(500, bits, 1.2);
            float[] expected = [.. w.Select(v => (float)(Math.Round(n * Math.Clamp(v, -1.0, 1.0)) / n))];
            Assert.Equal(expected, Matrices.Inference(new WrpnWeights(bits), w), (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }

    [Fact]
    public void Fixed_reaches_the_largest_weight_exactly_and_errs_at_most_half_a_step()
    {
        foreach (int bits in (int[])[2, 4, 8])
        {
            float[] w = Matrices.Random(300, bits);
            float[] q = Matrices.Inference(new FixedWeights(bits, true), w);
            float largest = w.Max(Math.Abs);
            double step = largest / ((1 << (bits - 1)) - 1.0);
            Assert.All(w.Zip(q), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, step * 0.50001));
            Assert.Contains(q, v => Math.Abs(Math.Abs(v) - largest) < 1e-6);
        }
    }

    [Fact]
    public void Fixed_rounds_half_up() => Assert.Equal([-7, -1, 0, 1, 2, 7], Matrices.Inference(new FixedWeights(4, true), -7, -1.5f, -0.5f, 0.5f, 1.5f, 7));

    [Theory]
    [MemberData(nameof(Idempotent))]
    public void Quantizing_the_quantized_changes_nothing(string name)
    {
        IWeightQuantizer quantizer = Make(name);
        Tensor once = quantizer.Inference(Matrices.Of(Matrices.Random(120, 3), 4));
        Assert.Equal(Matrices.Floats(once), Matrices.Floats(quantizer.Inference(once)), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void Negated_weights_give_negated_levels(string name)
    {
        Tensor w = Matrices.Of(Matrices.Random(120, 4), 4);
        IWeightQuantizer quantizer = Make(name);
        Assert.Equal(Matrices.Floats(-quantizer.Inference(w)), Matrices.Floats(quantizer.Inference(-w)), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData("binary-connect", "", 2)]
    [InlineData("xnor-net", "", 2)]
    [InlineData("twn", "", 3)]
    [InlineData("twn-exact", "", 3)]
    [InlineData("ttq", "", 3)]
    [InlineData("wrpn", "bits=2", 3)]
    [InlineData("wrpn", "bits=5", 31)]
    [InlineData("dorefa", "bits=1", 2)]
    [InlineData("dorefa", "bits=4", 16)]
    [InlineData("fixed", "bits=4", 15)]
    [InlineData("fixed-point", "fractionBits=4", 32)]
    [InlineData("power-of-two", "bits=2", 11)]
    [InlineData("shiftable", "bits=3", 13)]
    [InlineData("continuous-discrete", "levels=-1 -0.1 0.3 1", 4)]
    [InlineData("deep-compression", "bits=3;share=0", 9)]
    [InlineData("analytic-clip", "bits=3;distribution=gauss", 8)]
    [InlineData("bias-correction", "bits=3", 7)]
    [InlineData("group-wise", "bits=3", 7)]
    [InlineData("wage", "bits=3", 7)]
    public void As_many_levels_as_the_method_has_and_no_more(string name, string setting, int expected)
    {
        // One channel, evenly filled from -1 to 1 and densely around zero, where powers of two lie.
        float[] w = [.. Enumerable.Range(-2000, 4001).Select(i => i / 2000f), .. Enumerable.Range(1, 200).SelectMany(i => new[] { i / 20_000f, -i / 20_000f })];
        QuantizerDescription description = QuantizerCatalog.Weights.Single(d => d.Name == name);
        Dictionary<string, string> set = setting.Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(s => s.Split('=')[0], s => s.Split('=')[1]);
        IWeightQuantizer quantizer = QuantizerCatalog.CreateWeights(QuantizerSettings.Read(description, set));
        quantizer.Initialize(Matrices.Of(w, 1));
        Assert.Equal(expected, Matrices.Inference(quantizer, w).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Packable))]
    public void Integers_lie_in_their_domain_and_scales_are_positive(string name)
    {
        IWeightQuantizer quantizer = Make(name);
        QuantizedWeights weights = quantizer.Quantize(Matrices.Of(Matrices.Random(400, 5), 4));
        foreach (QuantizedPlane plane in weights.Planes)
        {
            Assert.All(Matrices.Floats(plane.Values), v => Assert.True(IsIn(plane, v), $"{v} in {plane.Domain} of {plane.Bits} bits"));
        }

        Assert.All(Matrices.Floats(weights.Scale), s => Assert.True(s > 0));
        Assert.Contains(weights.Scale.shape[0], (long[])[1, 4]);
    }

    [Theory]
    [MemberData(nameof(StraightThrough))]
    public void The_gradient_goes_straight_through(string name)
    {
        float[] upstream = Matrices.Random(30, 8);
        Assert.Equal(upstream, Matrices.Gradient(Make(name).Forward, Matrices.Random(30, 7), upstream));
    }

    [Theory]
    [MemberData(nameof(SameLevels))]
    public void Training_sees_exactly_the_levels_of_inference(string name)
    {
        IWeightQuantizer quantizer = Make(name);
        Tensor w = Matrices.Of(Matrices.Random(400, 6), 4);
        if (!quantizer.IsStochastic)
        {
            Assert.Equal(Matrices.Floats(quantizer.Inference(w)), Matrices.Floats(quantizer.Forward(w)));
        }
        else
        {
            Assert.Equal(Matrices.Floats(quantizer.Inference(w)).Distinct().Order(), Matrices.Floats(quantizer.Forward(w)).Distinct().Order());
        }
    }

    [Fact]
    public void Planes_add_up_with_their_shifts_and_a_scale_a_channel()
    {
        QuantizedPlane low = new(WeightDomain.Signed, 2, 0, Matrices.Of([1, -2, 0, -1], 2));
        QuantizedPlane high = new(WeightDomain.Signed, 2, 3, Matrices.Of([-2, 1, 1, 0], 2));
        Assert.Equal([-7.5f, 3, 16, -2], Matrices.Floats(new QuantizedWeights([low, high], tensor(new float[] { 0.5f, 2 })).ToReal()));
    }

    [Fact]
    public void Float_weights_have_no_integer_form()
    {
        EdgeException e = Assert.Throws<EdgeException>(() => new FloatWeights().Quantize(zeros(1, 1)));
        Assert.Equal((ExitCode.DoesNotFit, "not-packable"), (e.Exit, e.Code));
    }

    [Fact]
    public void Names_are_unique_and_every_description_makes_its_quantizer()
    {
        Assert.Equal(QuantizerCatalog.Weights.Count, QuantizerCatalog.Weights.Select(d => d.Name).Distinct().Count());
        Assert.All(QuantizerCatalog.Weights, d => Assert.NotNull(Make(d.Name)));
        Assert.All(QuantizerCatalog.Activations, d => Assert.NotNull(QuantizerCatalog.CreateActivations(QuantizerCatalog.Default(QuantizerCatalog.Activations, d.Name))));
        Assert.All(QuantizerCatalog.Weights.Concat(QuantizerCatalog.Activations), d => Assert.True((d.CreateWeights is null) != (d.CreateActivations is null)));
    }

    private static bool IsIn(QuantizedPlane plane, float value) => value == MathF.Round(value) && plane.Domain switch
    {
        WeightDomain.Binary => Math.Abs(value) == 1,
        WeightDomain.Ternary => Math.Abs(value) <= 1,
        WeightDomain.Odd => Math.Abs(value % 2) == 1 && Math.Abs(value) < 1 << plane.Bits,
        _ => value >= -(1 << (plane.Bits - 1)) && value < 1 << (plane.Bits - 1),
    };

    private static IWeightQuantizer Make(string name) => QuantizerCatalog.CreateWeights(QuantizerCatalog.Default(QuantizerCatalog.Weights, name));
}
