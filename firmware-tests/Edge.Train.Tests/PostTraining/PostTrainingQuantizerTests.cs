using Edge.Train.Data;
using Edge.Train.Export;
using Edge.Train.Layers;
using Edge.Train.PostTraining;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using Edge.Train.Trained;
using Edge.Train.Training;
using static TorchSharp.torch;

namespace Edge.Train.Tests.PostTraining;

public sealed class PostTrainingQuantizerTests : IDisposable
{
    private const string FloatNetwork = """
        {
          "name": "float", "data": { "source": "csv:data.csv" }, "input": { "height": 6, "width": 6 },
          "weights": "float", "activations": "relu", // both stay float in training
          "layers": [
            { "type": "conv2d", "name": "first", "channels": 6, "kernel": 3, "padding": 1 },
            { "type": "conv2d", "name": "second", "channels": 6, "kernel": 3, "padding": 1 },
            { "type": "add", "name": "sum", "from": "first" },
            { "type": "maxPool", "kernel": 2 },
            { "type": "dense", "name": "hidden", "units": 12 },
            { "type": "dense", "name": "scores", "units": 3 }
          ],
          "training": { "epochs": 6, "batch": 20, "seed": 1, "optimizer": { "type": "adam", "learningRate": 0.01 } }
        }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly ImageSet images = SyntheticImages.Make(200, 6, 3, seed: 5);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("min-max", 8)]
    [InlineData("min-max-channel", 8)]
    [InlineData("fixed", 6)]
    [InlineData("wrpn", 8)]
    public void Eight_bit_schemes_keep_nearly_every_class(string scheme, int bits)
    {
        using Checkpoint trained = Train();
        using Checkpoint quantized = PostTrainingQuantizer.Quantize(trained, images, Options(scheme, bits));
        int[] before = Evaluation.Classes(trained.Network, images);
        int[] after = Evaluation.Classes(quantized.Network, images);
        Assert.InRange(before.Zip(after).Count(p => p.First != p.Second), 0, images.Count / 20);
    }

    [Theory]
    [InlineData("twn")]
    [InlineData("twn-exact")]
    [InlineData("binary-connect")]
    public void Quantizers_of_few_bits_are_schemes_by_their_name(string scheme)
    {
        using Checkpoint trained = Train();
        using Checkpoint quantized = PostTrainingQuantizer.Quantize(trained, images, Options(scheme, 2));
        Assert.Equal(scheme, quantized.Recipe.Layers[1].Weights!.Name);
        Assert.Equal("fixed", quantized.Recipe.Layers[0].Weights!.Name);
        Assert.Equal(8, quantized.Recipe.Layers[5].Weights!.Integer("bits"));
    }

    [Fact]
    public void The_result_survives_its_file_and_exports_integers()
    {
        using Checkpoint trained = Train();
        using Checkpoint quantized = PostTrainingQuantizer.Quantize(trained, images, Options("min-max", 4));
        string path = Path.Combine(folder.Path, "quantized.checkpoint");
        quantized.SaveForInference(path, 0.5);
        using Checkpoint read = Checkpoint.Load(path);
        Assert.Equal(0.5, read.State.TestAccuracy);
        Assert.Equal(Evaluation.Classes(quantized.Network, images), Evaluation.Classes(read.Network, images));
        TrainedNetwork exported = TrainedNetworkExporter.Export(read);
        Assert.All(exported.Layers.Where(l => l.Planes.Count > 0), l => Assert.All(l.Planes[0].Weights, w => Assert.InRange(w, -127, 127)));
    }

    [Fact]
    public void Tensors_that_meet_in_an_add_share_a_range()
    {
        using Checkpoint trained = Train();
        using Checkpoint quantized = PostTrainingQuantizer.Quantize(trained, images, Options("min-max", 4));
        Assert.Equal(quantized.Recipe.Layers[0].Activation!.Number("range"), quantized.Recipe.Layers[1].Activation!.Number("range"));
    }

    [Fact]
    public void Means_of_every_channel_are_those_of_the_float_network_where_the_scheme_restores_them()
    {
        using Checkpoint trained = Train();
        using Checkpoint plain = PostTrainingQuantizer.Quantize(trained, images, Options("min-max-channel", 2));
        using Checkpoint restored = PostTrainingQuantizer.Quantize(trained, images, Options("fixed", 2));
        double lost = ScoreMeanError(trained, plain);
        Assert.True(lost > 0.05, $"nothing to restore: {lost}");
        Assert.InRange(ScoreMeanError(trained, restored), 0, 1e-3);
    }

    [Fact]
    public void A_network_that_is_quantized_already_is_refused_by_layer()
    {
        using Checkpoint trained = Train(FloatNetwork.Replace("\"weights\": \"float\"", "\"weights\": \"twn\""));
        QuantizationException error = Assert.Throws<QuantizationException>(() => PostTrainingQuantizer.Quantize(trained, images, Options("min-max", 8)));
        Assert.Contains("first", error.Message);
        Assert.Contains("twn", error.Found);
    }

    [Fact]
    public void An_unknown_scheme_names_the_closest_one()
    {
        using Checkpoint trained = Train();
        QuantizationException error = Assert.Throws<QuantizationException>(() => PostTrainingQuantizer.Quantize(trained, images, Options("minmax", 8)));
        Assert.Contains("min-max", error.Try);
    }

    [Theory]
    [InlineData("ternary", "methods about \"ternary\": twn, twn-exact, ttq")]
    [InlineData("pact", "\"pact\" quantizes activations, not weights: \"activations\": \"pact\"")]
    [InlineData("xnor", "did you mean \"xnor-net\"?")]
    [InlineData("float8", "edge methods float8, or one of the schemes for integers: min-max, analytic-clip, bias-correction")]
    [InlineData("pruned", "edge methods pruned, or one of the schemes for integers: min-max, analytic-clip, bias-correction")]
    [InlineData("wage", "edge methods wage, or one of the schemes for trained weights: min-max, analytic-clip, bias-correction")]
    public void A_name_that_is_no_scheme_gets_what_was_meant(string name, string advice) => Assert.Equal(advice, Assert.Throws<QuantizationException>(() => QuantizationScheme.Find(name)).Try);

    [Fact]
    public void Every_scheme_has_integers_by_default() =>
        Assert.All(QuantizerCatalog.Weights.Where(d => QuantizationScheme.Names.Contains(d.Name)), d => Assert.True(QuantizerCatalog.CreateWeights(QuantizerCatalog.Default(QuantizerCatalog.Weights, d.Name)).HasIntegerForm));

    [Fact]
    public void A_parameter_the_quantizer_does_not_have_is_refused_by_name()
    {
        using Checkpoint trained = Train();
        QuantizationOptions options = Options("twn", 2) with { Parameters = new Dictionary<string, string> { ["facto"] = "0.7" } };
        RecipeException error = Assert.Throws<RecipeException>(() => PostTrainingQuantizer.Quantize(trained, images, options));
        Assert.Contains("factor", error.Try);
    }

    private static QuantizationOptions Options(string scheme, int bits) => new(scheme, bits, Math.Max(4, bits), EdgeBits: 8, new Dictionary<string, string>());

    private double ScoreMeanError(Checkpoint reference, Checkpoint quantized)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor stored = Evaluation.ToTensor(images, 0, images.Count);
        Tensor difference = reference.Network.Outputs(stored)[^1] - quantized.Network.Outputs(stored)[^1];
        return difference.mean([0]).abs().max().item<double>();
    }

    private Checkpoint Train(string text = FloatNetwork)
    {
        SyntheticImages.WriteCsv(Path.Combine(folder.Path, "data.csv"), 400, 6, 3, seed: 5);
        Recipe recipe = RecipeReader.Read(text, "float.json");
        string run = Path.Combine(folder.Path, "run");
        TrainingResult result = new Trainer(recipe, new TrainingOptions(run) { BaseFolder = folder.Path }).Run();
        return Checkpoint.Load(result.BestCheckpoint);
    }
}
