using Edge.Errors;
using Edge.Train.Data;
using Edge.Train.Export;
using Edge.Train.Layers;
using Edge.Train.Recipes;
using Edge.Train.Tests.Quantizers;
using Edge.Train.Tests.Recipes;
using Edge.Train.Trained;
using Edge.Train.Training;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Export;

public sealed class TrainedNetworkExporterTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_no_finite_numbers_are_refused_by_name(float value)
    {
        using Network network = Network.Create(RecipeReader.Read(RecipeTexts.EveryLayer, "every.json"), 1);
        WeightedLayer layer = network.Layers.OfType<WeightedLayer>().First();
        using (no_grad())
        {
            layer.Weight.narrow(0, 0, 1).fill_(value);
        }

        CheckpointException error = Assert.Throws<CheckpointException>(() => TrainedNetworkExporter.Export(network, ["a", "b", "c"]));
        Assert.Equal("checkpoint-not-finite", error.Code);
        Assert.StartsWith($"{layer.Name}.weight holds", error.Message);
    }

    [Theory]
    [InlineData(0, "batch")]
    [InlineData(13, "batch")]
    [InlineData(0, "range")]
    [InlineData(13, "shift")]
    public void Every_layer_kind_means_after_export_what_it_computed_in_training(int zeroPoint, string norm)
    {
        string text = RecipeTexts.EveryLayer.Replace("\"width\": 6", $"\"width\": 6, \"zeroPoint\": {zeroPoint}").Replace("\"weights\": \"twn\"", $"\"weights\": \"twn\", \"norm\": \"{norm}\"");
        Recipe recipe = RecipeReader.Read(text, "every.json");
        using Network network = Trained(recipe, seed: 3);
        ImageSet set = SyntheticImages.Make(20, 6, 3, seed: 8);
        TrainedNetworkReference reference = new(TrainedNetworkExporter.Export(network, set.Classes));
        using IDisposable scope = NewDisposeScope();
        IReadOnlyList<Tensor> outputs = network.Outputs(Evaluation.ToTensor(set, 0, set.Count));
        List<Tensor> kept = [.. outputs.Where((_, i) => network.Layers[i] is not FlattenLayer)];
        for (int image = 0; image < set.Count; image++)
        {
            IReadOnlyList<double[]> expected = reference.Run(set.At(image).Pixels);
            for (int layer = 0; layer < expected.Count; layer++)
            {
                Tensor one = kept[layer].narrow(0, image, 1);
                double[] found = (one.ndim == 4 ? one.permute(0, 2, 3, 1) : one).contiguous().data<double>().ToArray();
                Assert.Equal(expected[layer], found, (a, b) => Math.Abs(a - b) < 1e-9);
            }
        }
    }

    [Fact]
    public void Float_and_double_passes_agree_on_the_scores()
    {
        using Network network = Trained(RecipeReader.Read(RecipeTexts.EveryLayer, "every.json"), seed: 4);
        ImageSet set = SyntheticImages.Make(50, 6, 3, seed: 9);
        using IDisposable scope = NewDisposeScope();
        using IDisposable inference = no_grad();
        Tensor stored = Evaluation.ToTensor(set, 0, set.Count);
        float[] single = Matrices.Floats(network.Forward(stored, training: false));
        float[] wide = Matrices.Floats(network.Outputs(stored)[^1].to_type(ScalarType.Float32));
        Assert.Equal(wide, single, (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public void A_flatten_layer_leaves_no_trace_and_a_global_pool_covers_its_input()
    {
        string text = RecipeTexts.EveryLayer.Replace("\"type\": \"averagePool\", \"kernel\": 2, \"stride\": 1", "\"type\": \"globalAveragePool\"");
        using Network network = Network.Create(RecipeReader.Read(text, "every.json"), 1);
        TrainedNetwork trained = TrainedNetworkExporter.Export(network, ["a", "b", "c"]);
        Assert.Equal(9, trained.Layers.Count);
        Assert.Equal(new TrainedWindow(2, 2, 1, 1, 0, 0, 0, 0, 0), trained.Layers[6].Window);
        Assert.Equal([7], trained.Layers[7].Inputs);
        Assert.Null(trained.Layers[^1].Activation);
    }

    [Fact]
    public void A_float_layer_is_refused()
    {
        using Network network = Network.Create(RecipeTexts.Small(weights: "\"float\""), 1);
        Assert.Equal("not-packable", Assert.Throws<EdgeException>(() => TrainedNetworkExporter.Export(network, ["a", "b", "c"])).Code);
    }

    // A few steps, so that batch norm's statistics and gains are no longer what they start as; some gains are made negative.
    private static Network Trained(Recipe recipe, long seed)
    {
        Network network = Network.Create(recipe, seed);
        Learner learner = Learner.Create(recipe, network, ".");
        using WeightOptimizer optimizer = learner.Optimizer;
        ImageSet set = SyntheticImages.Make(200, 6, 3, seed);
        EpochRunner runner = new(learner, recipe.Training with { Optimizer = recipe.Training.Optimizer with { LearningRate = 0.05 } }, set);
        TrainingState state = new() { Seed = seed, Epochs = 1, DataSource = "", Classes = set.Classes };
        runner.Run(state, [.. Enumerable.Range(0, set.Count)], CancellationToken.None);
        using IDisposable update = no_grad();
        foreach (WeightedLayer layer in network.Layers.OfType<WeightedLayer>().Where(l => l.Gamma is not null))
        {
            layer.Gamma!.narrow(0, 0, 2).mul_(-1);
        }

        return network;
    }
}
