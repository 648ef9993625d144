using Edge.Pack.Validation;
using Edge.Train.Data;
using Edge.Train.Export;
using Edge.Train.Recipes;
using Edge.Train.Training;

namespace Edge.Pack.Tests;

/// <summary>A small network trained for real, packed, and compared with libtorch: every operator a recipe has.</summary>
public sealed class ValidatorTests : IDisposable
{
    private const string Recipe = """
        {
          "name": "bars",
          "data": { "source": "csv:bars.csv", "testShare": 0.25, "validationShare": 0.1 },
          "input": { "height": 8, "width": 8 },
          "weights": "twn",
          "activations": { "type": "wrpn", "bits": 4, "range": 2 },
          "layers": [
            { "type": "conv2d", "channels": 6, "kernel": 3, "padding": 1, "weights": { "type": "fixed", "bits": 8 }, "name": "first" },
            { "type": "conv2d", "channels": 6, "kernel": 3, "padding": 1 },
            { "type": "add", "from": "first" },
            { "type": "depthwiseConv2d", "kernel": 3, "padding": 1, "activation": "sign" },
            { "type": "conv2d", "channels": 8, "kernel": 3, "stride": 2, "weights": "binary-connect" },
            { "type": "maxPool", "kernel": 2, "stride": 1 },
            { "type": "globalAveragePool" },
            { "type": "dense", "units": 2, "weights": { "type": "fixed", "bits": 8 } }
          ],
          "training": { "epochs": 2, "batch": 16, "seed": 3, "optimizer": { "type": "adam", "learningRate": 0.01 } }
        }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("edge-validate-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_trained_network_and_its_file_agree_in_every_layer_on_every_test_image()
    {
        (Checkpoint checkpoint, ImageSet test, PackResult packed, byte[] file) = TrainAndPack();
        using (checkpoint)
        {
            ValidationReport report = Validator.Run(file, packed.Model, checkpoint, test, null, default);
            Assert.Equal(0, packed.Report.StepsDiffering);
            Assert.Equal(0, report.DifferingValues);
            Assert.True(report.ComparedValues > 10_000, $"{report.ComparedValues}");
            Assert.Equal(report.FoldedAccuracy, report.PackedAccuracy);
            Assert.All(report.Differences, difference => Assert.InRange(difference.StepDistance, 0, 1e-3));
        }
    }

    [Fact]
    public void A_file_of_other_weights_is_found_out()
    {
        (Checkpoint checkpoint, ImageSet test, PackResult packed, byte[] _) = TrainAndPack();
        using (checkpoint)
        {
            int[] weights = packed.Model.Layers[1].Planes[0].Weights;
            int flipped = Array.FindIndex(weights, weight => weight != 0);
            weights[flipped] = -weights[flipped];
            ValidationReport report = Validator.Run(SelfTests.Embed(packed.Model), packed.Model, checkpoint, test, null, default);
            Assert.True(report.Layers[1].Differing > 0);
            Assert.Equal(0, report.Layers[0].Differing);
        }
    }

    [Fact]
    public void Without_a_checkpoint_only_the_accuracy_is_measured()
    {
        (Checkpoint checkpoint, ImageSet test, PackResult packed, byte[] file) = TrainAndPack();
        checkpoint.Dispose();
        ValidationReport report = Validator.Run(file, packed.Model, null, test, null, default);
        Assert.Null(report.FloatAccuracy);
        Assert.Empty(report.Layers);
        Assert.Equal(test.Count, report.Images);
    }

    private (Checkpoint Checkpoint, ImageSet Test, PackResult Packed, byte[] File) TrainAndPack()
    {
        WriteBars(Path.Combine(folder, "bars.csv"));
        Recipe recipe = RecipeReader.Read(Recipe, "bars.json");
        TrainingResult trained = new Trainer(recipe, new TrainingOptions(Path.Combine(folder, "run")) { BaseFolder = folder }).Run();
        Checkpoint checkpoint = Checkpoint.Load(trained.BestCheckpoint);
        PackResult packed = Packer.Pack(TrainedNetworkExporter.Export(checkpoint));
        return (checkpoint, DataSource.Load(recipe, folder).Test, packed, SelfTests.Embed(packed.Model));
    }

    // Two classes: a bright row or a bright column, with noise.
    private static void WriteBars(string path)
    {
        var random = new Random(1);
        IEnumerable<string> lines = Enumerable.Range(0, 160).Select(i =>
        {
            int at = random.Next(8);
            IEnumerable<int> pixels = Enumerable.Range(0, 64).Select(p => random.Next(80) + ((i % 2 == 0 ? p / 8 : p % 8) == at ? 170 : 0));
            return $"{i % 2},{string.Join(',', pixels)}";
        });
        File.WriteAllLines(path, lines);
    }
}
