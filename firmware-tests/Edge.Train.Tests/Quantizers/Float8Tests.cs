using Edge.Errors;
using Edge.Train.Quantizers;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

/// <summary>HFP8: the 8-bit floating-point formats 1-4-3 and 1-5-2.</summary>
public sealed class Float8Tests
{
    [Theory]
    [InlineData(4, 3, 7)]
    [InlineData(4, 3, 11)]
    [InlineData(5, 2, 15)]
    public void HFP8_rounds_to_the_nearest_of_all_its_numbers(int exponent, int mantissa, int bias)
    {
        SmallFloat format = new(exponent, mantissa, bias);
        double[] all = Numbers(exponent, mantissa, bias);
        Assert.Equal(all[^1], format.Largest);
        Assert.Equal(all[1], format.Smallest);
        float[] x = [.. Matrices.Random(300, 4), .. Matrices.Random(300, 5, 1e-3), .. Matrices.Random(300, 6, 300), 0, 1e9f, -1e9f];
        float[] y = Matrices.Floats(format.Nearest(tensor(x)));
        for (int i = 0; i < x.Length; i++)
        {
            double expected = all.MinBy(v => Math.Abs(v - Math.Abs(x[i]))) * Math.Sign(x[i]);
            Assert.Equal(Math.Abs(expected - (double)x[i]), Math.Abs(y[i] - (double)x[i]), 1e-7 * Math.Max(1, Math.Abs(x[i])));
        }
    }

    [Fact]
    public void HFP8_ties_go_to_the_even_mantissa_and_numbers_stay_as_they_are()
    {
        // 1-4-3 between 1 and 2: steps of 1/8.
        SmallFloat format = new(4, 3, 7);
        Assert.Equal([1, 1.25f, 1.25f, 1.5f, -1.25f], Matrices.Floats(format.Nearest(tensor(new[] { 1.0625f, 1.1875f, 1.3125f, 1.4375f, -1.1875f }))));
        float[] all = [.. Numbers(4, 3, 7).Select(v => (float)v)];
        Assert.Equal(128, all.Length);
        Assert.Equal(all, Matrices.Floats(format.Nearest(tensor(all))));
    }

    [Fact]
    public void The_gradient_ends_at_the_largest_number()
    {
        Float8Activations quantizer = new(new SmallFloat(4, 3, 12));
        double largest = new SmallFloat(4, 3, 12).Largest;
        Assert.Equal(15, largest);
        Assert.Equal([0, 2, 0], Matrices.Gradient(quantizer.Forward, [-1, 14.9f, 15.1f], [1, 2, 3]));
        Assert.Equal([1, 2, 3], Matrices.Gradient(new Float8Weights(new SmallFloat(4, 3, 7)).Forward, [-1, 14.9f, 15.1f], [1, 2, 3]));
    }

    [Fact]
    public void Aligned_errors_keep_their_relative_precision_at_any_scale()
    {
        float[] e = Matrices.Random(200, 7, 1e-7);
        SmallFloat format = new(5, 2, 15);
        Assert.Contains(Matrices.Floats(new Float8Errors(format, align: false).Quantize(tensor(e))), v => v == 0);
        float[] q = Matrices.Floats(new Float8Errors(format, align: true).Quantize(tensor(e)));
        Assert.All(e.Zip(q), p => Assert.InRange(Math.Abs(p.Second - p.First), 0, Math.Abs(p.First) / 4 + 1e-15));
        Assert.All(Matrices.Floats(new Float8Errors(format, align: true).Quantize(zeros(4))), v => Assert.Equal(0, v));
    }

    [Fact]
    public void HFP8_has_no_integer_form_and_names_the_nearest()
    {
        Assert.Contains("fixed", Assert.Throws<EdgeException>(() => new Float8Weights(new SmallFloat(4, 3, 7)).Quantize(ones(2, 2))).Try);
        Assert.Contains("wrpn", Assert.Throws<EdgeException>(() => new Float8Activations(new SmallFloat(4, 3, 7)).Describe()).Try);
    }

    private static double[] Numbers(int exponent, int mantissa, int bias) =>
    [
        .. Enumerable.Range(0, 1 << (exponent + mantissa)).Select(code =>
        {
            int e = code >> mantissa;
            double fraction = (code & ((1 << mantissa) - 1)) / Math.Pow(2, mantissa);
            return e == 0 ? fraction * Math.Pow(2, 1 - bias) : (1 + fraction) * Math.Pow(2, e - bias);
        }),
    ];
}
