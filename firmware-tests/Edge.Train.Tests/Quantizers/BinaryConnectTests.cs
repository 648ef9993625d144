using Edge.Train.Quantizers;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class BinaryConnectTests
{
    [Fact]
    public void Zero_is_plus_one() => Assert.Equal([1, -1, 1, 1, -1], Matrices.Inference(new BinaryConnect(), 0, -1e-30f, 1e-30f, 3, -3));

    [Fact]
    public void Weights_are_clipped_after_a_step()
    {
        Tensor w = Matrices.Of([-3, -1, 0.5f, 1, 7], 1);
        new BinaryConnect().AfterStep(w);
        Assert.Equal([-1, -1, 0.5f, 1, 1], Matrices.Floats(w));
    }

    [Fact]
    public void The_learning_rate_is_divided_by_the_Glorot_coefficient() =>
        Assert.Equal(1 / Math.Sqrt(1.5 / (784 + 256)), new BinaryConnect().LearningRateScale(784, 256), 12);

    [Fact]
    public void The_stochastic_form_is_plus_one_with_the_stated_probability()
    {
        const int draws = 4000;
        float[] w = [-2, -1, -0.6f, 0, 0.3f, 1, 2];
        BinaryConnectStochastic quantizer = new();
        random.manual_seed(1);
        double[] mean = new double[w.Length];
        for (int i = 0; i < draws; i++)
        {
            float[] q = Matrices.Floats(quantizer.Forward(Matrices.Of(w, 1)));
            for (int j = 0; j < w.Length; j++)
            {
                Assert.Contains(q[j], (float[])[-1, 1]);
                mean[j] += q[j] / draws;
            }
        }

        // The mean of one draw is clip(w, -1, 1), its deviation at most 1: five standard errors.
        for (int j = 0; j < w.Length; j++)
        {
            Assert.InRange(mean[j], Math.Clamp(w[j], -1, 1) - 5 / Math.Sqrt(draws), Math.Clamp(w[j], -1, 1) + 5 / Math.Sqrt(draws));
        }
    }

    [Fact]
    public void The_stochastic_form_is_the_sign_at_inference_and_repeats_for_equal_seeds()
    {
        BinaryConnectStochastic quantizer = new();
        Assert.Equal([-1, 1], Matrices.Inference(quantizer, -0.2f, 0.2f));
        Tensor w = Matrices.Of(Matrices.Random(100, 1), 1);
        random.manual_seed(5);
        float[] first = Matrices.Floats(quantizer.Forward(w));
        random.manual_seed(5);
        Assert.Equal(first, Matrices.Floats(quantizer.Forward(w)));
        Assert.True(quantizer.IsStochastic);
        Assert.Equal(WeightDomain.Binary, quantizer.Quantize(w).Planes[0].Domain);
    }
}
