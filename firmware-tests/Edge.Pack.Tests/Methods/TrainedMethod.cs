using Edge.Pack.Validation;
using Edge.Train.Data;
using Edge.Train.Export;
using Edge.Train.Recipes;
using Edge.Train.Training;

namespace Edge.Pack.Tests.Methods;

/// <summary>What became of a small network trained with one method and packed.</summary>
/// <param name="Encodings">Weight encodings of its layers, each once.</param>
/// <param name="WeightBytes">Bytes of all weight planes.</param>
internal sealed record MethodResult(PackResult Packed, ValidationReport Report, string Encodings, long WeightBytes);

/// <summary>
/// Trains a small convolutional network on images of bright bars with noise (640 images, two classes), packs it and compares every layer's stored values with the folded network in
/// libtorch over 1,000 other images on the device runtime.
/// </summary>
internal static class TrainedMethod
{
    public const int TestImages = 1000;
    private const string Adam = """{ "type": "adam", "learningRate": 0.005 }""";

    /// <param name="stages">The recipe's weights, as JSON; where there are several, each starts from what the one before trained.</param>
    /// <param name="activations">The recipe's activations, as JSON.</param>
    /// <param name="head">Further lines of the recipe's root, with a comma at the end.</param>
    /// <param name="optimizer">The recipe's optimizer, as JSON.</param>
    public static MethodResult Run(IReadOnlyList<string> stages, string activations, string head = "", string optimizer = Adam)
    {
        string folder = Directory.CreateTempSubdirectory("edge-method-").FullName;
        try
        {
            WriteBars(Path.Combine(folder, "train.csv"), 640, 1);
            WriteBars(Path.Combine(folder, "test.csv"), TestImages, 2);
            string best = string.Empty;
            for (int i = 0; i < stages.Count; i++)
            {
                best = Train(folder, $"stage{i}", Text(stages[i], activations, head, best, optimizer));
            }

            using Checkpoint checkpoint = Checkpoint.Load(best);
            PackResult packed = Packer.Pack(TrainedNetworkExporter.Export(checkpoint));
            ImageSet test = DataSource.Load(checkpoint.Recipe, folder).Test;
            ValidationReport report = Validator.Run(SelfTests.Embed(packed.Model), packed.Model, checkpoint, test, null, default);
            string encodings = string.Join(", ", packed.Report.Layers.Select(l => l.Encoding).Where(e => e.Length > 0).Distinct());
            return new MethodResult(packed, report, encodings, packed.Report.WeightBytes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Train(string folder, string name, string text)
    {
        Recipe recipe = RecipeReader.Read(text, $"{name}.json");
        return new Trainer(recipe, new TrainingOptions(Path.Combine(folder, name)) { BaseFolder = folder }).Run().BestCheckpoint;
    }

    private static string Text(string weights, string activations, string head, string start, string optimizer) => $$"""
        {
          "name": "method",
          "data": { "source": "csv:train.csv", "test": "csv:test.csv", "validationShare": 0.1 },
          "input": { "height": 8, "width": 8 },
          "weights": {{weights}},
          "activations": {{activations}},
          {{head}}
          "layers": [
            { "type": "conv2d", "channels": 6, "kernel": 3, "padding": 1 },
            { "type": "conv2d", "channels": 8, "kernel": 3, "stride": 2 },
            { "type": "dense", "units": 2 }
          ],
          "training": { {{(start.Length == 0 ? "" : $"\"start\": \"{start}\",")}} "epochs": 6, "batch": 16, "seed": 3, "optimizer": {{optimizer}} }
        }
        """;

    // Two classes: a bright row or a bright column, with noise.
    private static void WriteBars(string path, int count, int seed)
    {
        var random = new Random(seed);
        IEnumerable<string> lines = Enumerable.Range(0, count).Select(i =>
        {
            int at = random.Next(8);
            IEnumerable<int> pixels = Enumerable.Range(0, 64).Select(p => random.Next(80) + ((i % 2 == 0 ? p / 8 : p % 8) == at ? 170 : 0));
            return $"{i % 2},{string.Join(',', pixels)}";
        });
        File.WriteAllLines(path, lines);
    }
}
