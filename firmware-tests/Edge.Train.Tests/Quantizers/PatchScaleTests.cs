using Edge.Train.Layers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

/// <summary>XNOR-Net's K through a whole network.</summary>
public sealed class PatchScaleTests
{
    private const string Text = """
        {
          "name": "xnor", "data": { "source": "csv:x.csv" }, "input": { "height": 5, "width": 6 },
          "weights": "binary-connect", "activations": "SCALE",
          "layers": [
            { "type": "conv2d", "name": "first", "channels": 3, "kernel": 1, "norm": false },
            { "type": "conv2d", "name": "second", "channels": 2, "kernel": 3, "stride": 2, "padding": 1, "norm": false, "bias": false },
            { "type": "dense", "name": "scores", "units": 4, "bias": false }
          ],
          "training": { "epochs": 1 }
        }
        """;

    [Fact]
    public void K_is_the_box_filter_over_the_channel_mean_of_the_magnitudes()
    {
        Recipe recipe = RecipeReader.Read(Text.Replace("\"SCALE\"", "\"xnor\""), "x.json");
        using Network network = Network.Create(recipe, 3);
        WeightedLayer[] layers = [.. network.Layers.Cast<WeightedLayer>()];
        byte[] pixels = [.. Enumerable.Range(0, 30).Select(i => (byte)((i * i * 7) + 3))];
        double[] scores = network.Outputs(tensor(pixels, [1, 5, 6, 1]))[^1].data<double>().ToArray();

        // Real values before each sign, computed by loops.
        float[] w1 = Matrices.Floats(layers[0].Quantizer.Inference(layers[0].Weight.detach()));
        float[] w2 = Matrices.Floats(layers[1].Quantizer.Inference(layers[1].Weight.detach()));
        float[] w3 = Matrices.Floats(layers[2].Quantizer.Inference(layers[2].Weight.detach()));
        double[,,] x = new double[5, 6, 3];
        for (int i = 0; i < 90; i++)
        {
            x[i / 18, i / 3 % 6, i % 3] = pixels[i / 3] / 255.0 * w1[i % 3];
        }

        double[,,] y = new double[3, 3, 2];
        for (int i = 0; i < 18; i++)
        {
            (int row, int column, int channel) = (i / 6, i / 2 % 3, i % 2);
            (double sum, double magnitude) = (0, 0);
            for (int tap = 0; tap < 27; tap++)
            {
                (int py, int px, int c) = (2 * row - 1 + tap / 9, 2 * column - 1 + tap / 3 % 3, tap % 3);
                bool inside = py is >= 0 and < 5 && px is >= 0 and < 6;
                double sign = !inside ? -1 : x[py, px, c] >= 0 ? 1 : -1;
                sum += sign * w2[27 * channel + tap];
                magnitude += inside ? Math.Abs(x[py, px, c]) : 0;
            }

            y[row, column, channel] = sum * magnitude / 3 / 9;
        }

        double k = y.Cast<double>().Average(Math.Abs);
        for (int unit = 0; unit < 4; unit++)
        {
            double sum = Enumerable.Range(0, 18).Sum(i => (y[i / 6, i / 2 % 3, i % 2] >= 0 ? 1 : -1) * w3[18 * unit + i]);
            Assert.Equal(sum * k, scores[unit], 1e-6);
        }
    }

    [Fact]
    public void A_layer_without_sums_cannot_read_patch_scales()
    {
        string text = Text.Replace("\"SCALE\"", "\"xnor\"").Replace("{ \"type\": \"dense\"", "{ \"type\": \"maxPool\", \"name\": \"pool\", \"kernel\": 2 }, { \"type\": \"dense\"");
        RecipeException error = Assert.Throws<RecipeException>(() => RecipeReader.Read(text, "x.json"));
        Assert.Equal("recipe-mixed", error.Code);
        Assert.Contains("pool", error.Message);
        Assert.Contains("\"fixed\"", error.Try);
        RecipeReader.Read(text.Replace("\"activations\": \"xnor\"", "\"activations\": { \"type\": \"xnor\", \"scale\": \"fixed\" }"), "x.json");
    }
}
