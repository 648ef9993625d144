using Edge.Errors;
using Edge.Train.Quantizers;
using Edge.Train.Trained;

namespace Edge.Train.Tests.Quantizers;

public sealed class ActivationQuantizerTests
{
    public static TheoryData<string, int> Quantizers => new()
    {
        { "wrpn", 1 }, { "wrpn", 2 }, { "wrpn", 4 }, { "wrpn", 8 }, { "signed", 2 }, { "signed", 4 }, { "signed", 8 }, { "sign", 0 },
    };

    [Theory]
    [MemberData(nameof(Quantizers))]
    public void The_forward_pass_is_the_described_step_function(string name, int bits)
    {
        IActivationQuantizer quantizer = Make(name, bits);
        StepQuantizer steps = quantizer.Describe();
        float[] x = [.. Matrices.Random(2000, bits, 4), 0, -100, 100];
        float[] y = Matrices.Floats(quantizer.Forward(Matrices.Of(x, 1)));
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(Value(steps, x[i]), y[i], 1e-6);
        }

        Assert.Equal(steps.Steps.Order(), steps.Steps);
        Assert.InRange(steps.Steps.Count, 1, (1 << Math.Max(1, steps.Bits)) - 1);
    }

    [Fact]
    public void Ties_fall_as_described()
    {
        // With range 3 and 2 bits a step is 1 wide: ties at 0.5, 1.5, 2.5.
        Assert.Equal([0, 1, 2], Forward(new WrpnActivations(2, 3), 0.5f, 1.5f, 2.5f));
        Assert.False(new WrpnActivations(2, 3).Describe().Inclusive);

        // Range 2 and 2 bits: levels -2 .. 1, ties at -1.5, -0.5, 0.5.
        Assert.Equal([-1, 0, 1], Forward(new SignedActivations(2, 2), -1.5f, -0.5f, 0.5f));
        Assert.True(new SignedActivations(2, 2).Describe().Inclusive);

        Assert.Equal([1, 1, -1], Forward(new SignActivations(), 0f, -0f, -1e-30f));
        Assert.True(new SignActivations().Describe().Inclusive);
    }

    [Theory]
    [InlineData("wrpn", 0, 2)]
    [InlineData("signed", -2, 1.75)]
    [InlineData("sign", -1, 1)]
    public void The_gradient_is_one_inside_the_clip_and_cancelled_outside(string name, double low, double high)
    {
        float[] x = Matrices.Random(500, 3, 4);
        float[] upstream = Matrices.Random(500, 4);
        float[] expected = [.. x.Select((v, i) => v >= low && v <= high ? upstream[i] : 0)];
        Assert.Equal(expected, Matrices.Gradient(Make(name, 4).Forward, x, upstream));
    }

    [Theory]
    [MemberData(nameof(Quantizers))]
    public void Padding_reads_as_a_level(string name, int bits)
    {
        IActivationQuantizer quantizer = Make(name, bits);
        StepQuantizer steps = quantizer.Describe();
        double pad = steps.Bits == 0 ? -1 : steps.Scale * (steps.ZeroPoint - steps.ZeroPoint);
        Assert.Equal(quantizer.PadValue, pad);
        Assert.Equal((float)pad, Forward((ActivationQuantizer)quantizer, (float)pad)[0]);
    }

    [Fact]
    public void The_rectifier_has_no_integer_form() => Assert.Equal("not-packable", Assert.Throws<EdgeException>(() => new FloatActivations().Describe()).Code);

    private static float[] Forward(ActivationQuantizer quantizer, params float[] x) => Matrices.Floats(quantizer.Forward(Matrices.Of(x, 1)));

    private static ActivationQuantizer Make(string name, int bits) => name switch
    {
        "wrpn" => new WrpnActivations(bits, 2),
        "signed" => new SignedActivations(bits, 2),
        _ => new SignActivations(),
    };

    // Counts the steps one by one.
    internal static double Value(StepQuantizer steps, double x)
    {
        int count = steps.Steps.Count(s => steps.Inclusive ? x >= s : x > s);
        return steps.Bits == 0 ? 2 * count - 1 : steps.Scale * ((steps.Levels?[count] ?? count) - steps.ZeroPoint);
    }
}
