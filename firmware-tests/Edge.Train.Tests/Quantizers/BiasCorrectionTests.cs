using Edge.Train.Quantizers;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class BiasCorrectionTests
{
    [Fact]
    public void Corrected_weights_have_the_mean_and_deviation_of_the_float_ones()
    {
        Tensor w = Matrices.Of(Matrices.Random(500, 3), 5) + 0.1;
        Tensor q = new FixedWeights(2, true).Inference(w);
        Tensor corrected = BiasCorrection.Of(w, q).Apply(q);
        for (int c = 0; c < 5; c++)
        {
            float[] ideal = Matrices.Floats(w[c]);
            float[] actual = Matrices.Floats(corrected[c]);
            Assert.Equal(ideal.Average(), actual.Average(), 5);
            Assert.Equal(Deviation(ideal), Deviation(actual), 5);
            Assert.NotEqual(Deviation(ideal), Deviation(Matrices.Floats(q[c])), 2);
        }
    }

    [Fact]
    public void The_spread_is_in_the_scale_and_the_missing_mean_is_what_the_bias_owes()
    {
        Tensor w = Matrices.Of(Matrices.Random(300, 8), 3) + 0.05;
        Tensor q = new FixedWeights(3, true).Inference(w);
        BiasCorrection correction = BiasCorrection.Of(w, q);
        Tensor device = new CorrectedWeights(3, true).Inference(w);
        Assert.Equal(Matrices.Floats(correction.Apply(q)), Matrices.Floats(device + correction.MissingMean), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(Matrices.Floats(w.std(1)), Matrices.Floats(device.std(1)), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Channels_without_spread_keep_their_scale()
    {
        Assert.Equal([0.5f, 0.5f, 0.5f], Matrices.Inference(new CorrectedWeights(4, true), 0.5f, 0.5f, 0.5f));
        Assert.Equal([0, 0], Matrices.Inference(new CorrectedWeights(4, true), 0, 0));
    }

    private static double Deviation(float[] values)
    {
        double mean = values.Average(v => (double)v);
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)));
    }
}
