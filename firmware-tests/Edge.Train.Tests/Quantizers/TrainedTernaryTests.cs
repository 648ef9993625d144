using Edge.Train.Quantizers;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class TrainedTernaryTests
{
    private static readonly float[] Sample = [1, 0.4f, -0.3f, 0.04f, -0.05f, -0.9f, 0];

    [Fact]
    public void Weights_beyond_the_threshold_take_one_of_two_learned_scales()
    {
        TrainedTernary quantizer = Made(0.06, 8, 0.8f, 0.2f);
        Assert.Equal([0.8f, 0.8f, -0.2f, 0, 0, -0.2f, 0], Matrices.Inference(quantizer, Sample), (a, b) => Math.Abs(a - b) < 0.8 / 127);
    }

    [Theory]
    [InlineData(2, 0.7f, 0.2f)]
    [InlineData(4, 0.7f, 0.2f)]
    [InlineData(8, 0.1f, 0.9f)]
    public void The_two_scales_stand_in_the_ratio_of_two_integers(int ratioBits, float positive, float negative)
    {
        QuantizedWeights q = Made(0.06, ratioBits, positive, negative).Quantize(Matrices.Of(Sample, 1));
        int steps = (1 << (ratioBits - 1)) - 1;
        float[] integers = Matrices.Floats(q.Planes[0].Values);
        Assert.Equal(Math.Max(1, Math.Floor(positive / Math.Max(positive, negative) * steps + 0.5)), integers[0]);
        Assert.Equal(-Math.Max(1, Math.Floor(negative / Math.Max(positive, negative) * steps + 0.5)), integers[2]);
        Assert.Equal(ratioBits == 2 ? WeightDomain.Ternary : WeightDomain.Signed, q.Planes[0].Domain);
        Assert.True(integers.Distinct().Count() <= 3);
    }

    [Fact]
    public void Scales_get_the_summed_gradient_and_weights_the_scaled_one()
    {
        TrainedTernary quantizer = Made(0.06, 8, 0.8f, 0.2f);
        float[] upstream = [1, 2, 3, 4, 5, 6, 7];
        Tensor w = tensor(Sample, 1, 7).requires_grad_();
        IList<Tensor> gradients = autograd.grad([(quantizer.Forward(w) * tensor(upstream, 1, 7)).sum()], [w, quantizer.Parameters[0].Value, quantizer.Parameters[1].Value]);
        Assert.Equal([0.8f, 1.6f, 0.6f, 4, 5, 1.2f, 7], Matrices.Floats(gradients[0]), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal([3f], Matrices.Floats(gradients[1]));

        // The values of the negative ones are -Wn: 3 and 6 count negatively.
        Assert.Equal([-9f], Matrices.Floats(gradients[2]));
    }

    [Fact]
    public void The_scales_gradient_is_the_slope_of_the_loss()
    {
        float[] upstream = Matrices.Random(7, 3);
        double Loss(float p, float n) => Sample.Select((v, i) => upstream[i] * (double)(v > 0.06f ? p : v < -0.06f ? -n : 0)).Sum();
        TrainedTernary quantizer = Made(0.06, 8, 0.5f, 0.5f);
        Tensor w = tensor(Sample, 1, 7).requires_grad_();
        IList<Tensor> gradients = autograd.grad([(quantizer.Forward(w) * tensor(upstream, 1, 7)).sum()], [quantizer.Parameters[0].Value, quantizer.Parameters[1].Value]);
        Assert.Equal((Loss(0.75f, 0.5f) - Loss(0.25f, 0.5f)) / 0.5, Matrices.Floats(gradients[0])[0], 5);
        Assert.Equal((Loss(0.5f, 0.75f) - Loss(0.5f, 0.25f)) / 0.5, Matrices.Floats(gradients[1])[0], 5);
    }

    [Fact]
    public void Scales_start_as_the_means_of_their_weights_and_as_one_where_there_are_none()
    {
        TrainedTernary quantizer = new(0.06, 8);
        quantizer.Initialize(Matrices.Of(Sample, 1));
        Assert.Equal(0.7f, Matrices.Floats(quantizer.Parameters[0].Value)[0], 5);
        Assert.Equal(0.6f, Matrices.Floats(quantizer.Parameters[1].Value)[0], 5);
        quantizer.Initialize(Matrices.Of([0.5f, 0.25f], 1));
        Assert.Equal(1, Matrices.Floats(quantizer.Parameters[1].Value)[0]);
    }

    private static TrainedTernary Made(double factor, int ratioBits, float positive, float negative)
    {
        TrainedTernary quantizer = new(factor, ratioBits);
        using IDisposable outside = no_grad();
        quantizer.Parameters[0].Value.fill_(positive);
        quantizer.Parameters[1].Value.fill_(negative);
        return quantizer;
    }
}
