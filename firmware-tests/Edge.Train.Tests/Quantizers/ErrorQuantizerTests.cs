using Edge.Train.Data;
using Edge.Train.Layers;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class ErrorQuantizerTests
{
    [Fact]
    public void The_error_path_is_the_identity_forward_and_the_quantizer_backward()
    {
        float[] x = Matrices.Random(60, 1);
        float[] upstream = Matrices.Random(60, 2);
        WageErrors quantizer = new(4);
        Assert.Equal(x, Matrices.Floats(ErrorPath.Of(Matrices.Of(x, 1).requires_grad_(), quantizer)));
        Assert.Equal(Matrices.Floats(quantizer.Quantize(Matrices.Of(upstream, 1))), Matrices.Gradient(t => ErrorPath.Of(t, quantizer), x, upstream));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void DoReFa_gradients_are_levels_of_their_image_and_right_on_average(int bits)
    {
        random.manual_seed(5);
        float[] g = [.. Matrices.Random(12, 3, 2), .. Matrices.Random(12, 4, 0.01)];
        const int draws = 4000;
        double[] sum = new double[g.Length];
        int levels = (1 << bits) - 1;
        for (int d = 0; d < draws; d++)
        {
            float[] q = Matrices.Floats(new DoReFaErrors(bits).Quantize(Matrices.Of(g, 2)));
            for (int i = 0; i < g.Length; i++)
            {
                double m = g.Skip(i / 12 * 12).Take(12).Max(v => Math.Abs(v));
                double count = (q[i] / (2 * m) + 0.5) * levels;
                Assert.Equal(Math.Round(count), count, 1e-3);
                Assert.InRange(Math.Abs(q[i]), 0, m * 1.0001);
                sum[i] += q[i];
            }
        }

        // A draw lies within one step of g, so its deviation is at most half a step and the mean's sqrt(draws) times less; five deviations: one false alarm in a million.
        for (int i = 0; i < g.Length; i++)
        {
            double m = g.Skip(i / 12 * 12).Take(12).Max(v => Math.Abs(v));
            Assert.Equal(g[i], sum[i] / draws, 5 * 0.5 * (2 * m / levels) / Math.Sqrt(draws));
        }
    }

    [Fact]
    public void DoReFa_gradients_of_an_image_without_any_stay_zero_beside_one_that_has_some()
    {
        random.manual_seed(2);
        float[] q = Matrices.Floats(new DoReFaErrors(2).Quantize(Matrices.Of([0, 0, 0, 0, 0, 0, 0.5f, -1, 0.2f, 0], 2)));
        Assert.Equal([0, 0, 0, 0, 0], q[..5]);
        Assert.All(q[5..], v => Assert.Contains((double[])[1 / 3.0, 1], level => Math.Abs(level - Math.Abs(v)) < 1e-6));
    }

    [Fact]
    public void Wage_errors_are_in_units_of_the_largest_as_a_power_of_two()
    {
        // Largest 0.6: the nearest power of two on a log scale is 0.5. 4 bits: steps of 1/8, at most 7/8.
        float[] q = Matrices.Floats(new WageErrors(4).Quantize(tensor(new float[] { 0.6f, -0.6f, 0.1f, -0.03f, 0.03125f, 0 }, 1, 6)));
        Assert.Equal([0.875f, -0.875f, 0.25f, 0f, 0.125f, 0f], q);
        Assert.All(Matrices.Floats(new WageErrors(4).Quantize(zeros(1, 3))), v => Assert.Equal(0, v));
    }

    [Theory]
    [InlineData(0.6, 0.5)]
    [InlineData(0.70710, 0.5)]
    [InlineData(0.70711, 1)]
    [InlineData(1, 1)]
    [InlineData(-3, -4)]
    [InlineData(-2.8, -2)]
    [InlineData(0, 0)]
    public void The_nearest_power_of_two_is_nearest_on_a_log_scale(double x, double expected) =>
        Assert.Equal((float)expected, Matrices.Floats(PowerOfTwo.Nearest(tensor(new[] { (float)x })))[0]);

    [Fact]
    public void All_three_products_of_a_layer_read_quantized_operands()
    {
        Recipe recipe = RecipeReader.Read("""
            {
              "name": "three", "data": { "source": "csv:x.csv" }, "input": { "height": 1, "width": 5 },
              "weights": { "type": "wrpn", "bits": 3 }, "errors": { "type": "wage", "bits": 3 },
              "layers": [
                { "type": "dense", "name": "first", "units": 6, "norm": false, "bias": false, "activation": { "type": "wrpn", "bits": 2 } },
                { "type": "dense", "name": "second", "units": 4, "norm": false, "bias": false }
              ],
              "training": { "epochs": 1 }
            }
            """, "three.json");
        using Network network = Network.Create(recipe, 4);
        Tensor images = tensor(Enumerable.Range(0, 15).Select(i => (byte)((37 * i * i) + (11 * i) + 5)).ToArray(), [3, 1, 5, 1]);
        Tensor upstream = Matrices.Of(Matrices.Random(12, 9), 3);
        WeightedLayer[] layers = [.. network.Layers.Cast<WeightedLayer>()];
        Tensor scores = network.Forward(images, training: true);
        IList<Tensor> found = autograd.grad([(scores * upstream).sum()], [layers[0].Weight, layers[1].Weight]);

        // By hand: W and A as the quantizers give them, E quantized before both products.
        Tensor x = images.to_type(ScalarType.Float32).view(3, 5) / 255;
        Tensor w1 = layers[0].Quantizer.Inference(layers[0].Weight.detach());
        Tensor w2 = layers[1].Quantizer.Inference(layers[1].Weight.detach());
        Tensor before = x.mm(w1.t());
        Tensor a = new WrpnActivations(2, 1).Forward(before);
        WageErrors quantizer = new(3);
        Tensor e2 = quantizer.Quantize(upstream);
        Tensor inside = before.ge(0).to_type(ScalarType.Float32) * before.le(1).to_type(ScalarType.Float32);
        Tensor e1 = quantizer.Quantize(e2.mm(w2) * inside);
        Assert.Equal(Matrices.Floats(e2.t().mm(a)), Matrices.Floats(found[1]), Near);
        Assert.Equal(Matrices.Floats(e1.t().mm(x)), Matrices.Floats(found[0]), Near);
    }

    private static bool Near(float a, float b) => Math.Abs(a - b) < 1e-5;
}
