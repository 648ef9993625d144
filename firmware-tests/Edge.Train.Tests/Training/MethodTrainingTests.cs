using Edge.Train.Layers;
using Edge.Train.Recipes;
using Edge.Train.Tests.Quantizers;
using Edge.Train.Training;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Training;

/// <summary>Every training method trains a small network, and resumes to the same bytes.</summary>
public sealed class MethodTrainingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public MethodTrainingTests()
    {
        set_num_threads(1);
        SyntheticImages.WriteCsv(folder.File("data.csv"), 400, 6, 3, seed: 1);
        File.WriteAllText(folder.File("teacher.json"), Text("\"weights\": \"float\", \"activations\": \"relu\"", "\"seed\": 1"));
    }

    public static TheoryData<string, string, string> Methods => new()
    {
        { "DoReFa gradients", "\"errors\": { \"type\": \"dorefa\", \"bits\": 6 }", "" },
        { "RangeBN", "\"norm\": \"range\"", "" },
        { "shift-based batch norm", "\"norm\": \"shift\"", "" },
        { "Apprentice A", "\"weights\": \"twn\"", ", \"distillation\": { \"scheme\": \"a\", \"teacher\": \"teacher.json\" }" },
        {
            "WAGE",
            "\"weights\": \"wage\", \"activations\": \"wage\", \"errors\": \"wage\", \"norm\": false",
            ", \"optimizer\": { \"type\": \"wage\", \"learningRate\": 4 }"
        },
        {
            "low-bit training 4-4-4",
            "\"weights\": { \"type\": \"group-wise\", \"shift\": 2 }, \"activations\": { \"type\": \"low-bit\", \"group\": \"image\" }, \"errors\": { \"type\": \"low-bit\", \"group\": \"image\" }",
            ""
        },
        { "low-bit activations, running range", "\"activations\": { \"type\": \"low-bit\", \"group\": \"channel\" }", "" },
        { "HFP8", "\"weights\": \"float8\", \"activations\": \"float8\", \"errors\": \"float8\"", "" },
        { "HFP8, formats as the slide names them", "\"weights\": { \"type\": \"float8\", \"exponent\": 5, \"mantissa\": 2, \"bias\": 15 }, \"activations\": { \"type\": \"float8\", \"exponent\": 5, \"mantissa\": 2, \"bias\": 15 }, \"errors\": { \"type\": \"float8\", \"exponent\": 4, \"mantissa\": 3, \"bias\": 7 }", "" },
        { "BinaryConnect under SGD", "\"weights\": \"binary-connect\"", ", \"optimizer\": { \"type\": \"sgd\", \"learningRate\": 0.01 }" },
        { "PACT", "\"activations\": \"pact\"", "" },
        { "XNOR-Net", "\"weights\": \"binary-connect\", \"activations\": \"xnor\"", "" },
        { "WRPN + Apprentice", "\"weights\": \"wrpn\", \"widening\": { \"layers\": 0.3 }", ", \"distillation\": { \"scheme\": \"a\", \"teacher\": \"teacher.json\" }" },
        { "WRPN widening", "\"weights\": \"wrpn\", \"widening\": { \"factor\": 2 }", "" },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_method_learns_and_a_run_cut_in_two_ends_in_the_bytes_of_one(string name, string root, string training)
    {
        Recipe recipe = RecipeReader.Read(Text(root, "\"epochs\": 6" + training), name);
        TrainingResult whole = new Trainer(recipe, Options("whole")).Run();
        Assert.True(whole.TestAccuracy > 0.75, $"{name}: test accuracy {whole.TestAccuracy}");
        using CancellationTokenSource cancellation = new();
        Trainer trainer = new(recipe, Options("cut"));
        int batches = 0;
        trainer.BatchFinished += _ =>
        {
            if (++batches == 20)
            {
                cancellation.Cancel();
            }
        };
        Assert.False(trainer.Run(cancellation.Token).Completed);
        Assert.True(new Trainer(recipe, Options("cut") with { Resume = true }).Run().Completed);
        Assert.Equal(Bytes("whole", "last.checkpoint"), Bytes("cut", "last.checkpoint"));
        Assert.Equal(Bytes("whole", "best.checkpoint"), Bytes("cut", "best.checkpoint"));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(6)]
    [InlineData(5)]
    [InlineData(3)]
    public void Low_bit_training_learns_with_weights_activations_and_errors_of_as_many_bits(int bits)
    {
        string root = $$"""
            "weights": { "type": "group-wise", "bits": {{bits}} }, "activations": { "type": "low-bit", "bits": {{bits}}, "group": "image" }, "errors": { "type": "low-bit", "bits": {{bits}}, "group": "image" }
            """;
        Assert.True(new Trainer(RecipeReader.Read(Text(root, "\"epochs\": 5"), "low-bit.json"), Options("bits")).Run().TestAccuracy > 0.75);
    }

    [Fact]
    public void The_same_weights_under_twice_the_bits_are_closer_to_the_float_ones()
    {
        string two = Text("\"weights\": { \"type\": \"group-wise\", \"bits\": 2, \"scale\": \"float\" }", "\"epochs\": 2");
        using Checkpoint trained = Checkpoint.Load(new Trainer(RecipeReader.Read(two, "two.json"), Options("two")).Run().BestCheckpoint);
        using Checkpoint deployed = trained.Under(RecipeReader.Read(two.Replace("\"bits\": 2", "\"bits\": 4"), "four.json"));
        for (int i = 0; i < 3; i++)
        {
            (WeightedLayer before, WeightedLayer after) = ((WeightedLayer)trained.Network.Layers[i], (WeightedLayer)deployed.Network.Layers[i]);
            Assert.Equal(Matrices.Floats(before.Weight), Matrices.Floats(after.Weight));
            double Error(WeightedLayer layer) => (layer.Quantizer.Inference(layer.Weight.detach()) - layer.Weight.detach()).square().mean().item<float>();
            Assert.True(Error(after) < Error(before) / 4);
        }
    }

    [Fact]
    public void Apprentice_B_leaves_the_teacher_as_it_is_and_C_starts_from_its_weights()
    {
        TrainingResult teacher = new Trainer(RecipeReader.ReadFile(folder.File("teacher.json")), Options("teacher") with { Epochs = 4 }).Run();
        byte[] before = File.ReadAllBytes(teacher.BestCheckpoint);
        string b = Text("\"weights\": \"wrpn\"", "\"epochs\": 4, \"distillation\": { \"teacher\": \"teacher/best.checkpoint\" }");
        Assert.True(new Trainer(RecipeReader.Read(b, "b.json"), Options("b")).Run().TestAccuracy > 0.75);
        Assert.Equal(before, File.ReadAllBytes(teacher.BestCheckpoint));

        string c = b.Replace("\"distillation\": {", "\"start\": \"teacher/best.checkpoint\", \"distillation\": { \"scheme\": \"c\",");
        Recipe recipe = RecipeReader.Read(c, "c.json");
        using Learner learner = Learner.Create(recipe, null, folder.Path);
        using Checkpoint trained = Checkpoint.Load(teacher.BestCheckpoint);
        WeightedLayer[] found = [.. learner.Network.Layers.OfType<WeightedLayer>()];
        WeightedLayer[] expected = [.. trained.Network.Layers.OfType<WeightedLayer>()];
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(Matrices.Floats(expected[i].Weight), Matrices.Floats(found[i].Weight));
        }

        Assert.True(new Trainer(recipe, Options("c")).Run().TestAccuracy > 0.75);
    }

    [Fact]
    public void The_Apprentice_loss_is_the_sum_of_three_cross_entropies()
    {
        string text = Text("\"weights\": \"twn\"", "\"epochs\": 1, \"distillation\": { \"scheme\": \"a\", \"teacher\": \"teacher.json\", \"labels\": 0.7, \"student\": 0.2, \"imitation\": 3, \"temperature\": 2 }");
        Recipe recipe = RecipeReader.Read(text, "a.json");
        using Distillation distillation = Distillation.Create(recipe, folder.Path)!;
        Tensor images = tensor(Enumerable.Range(0, 4 * 36).Select(i => (byte)(i * 7)).ToArray(), [4, 6, 6, 1]);
        int[] labels = [0, 2, 1, 1];
        float[] scores = Matrices.Random(12, 6, 3);
        float loss = distillation.Loss(images, Matrices.Of(scores, 4), tensor(Array.ConvertAll(labels, l => (long)l))).item<float>();
        float[] logits = Matrices.Floats(distillation.Teacher.Forward(images, training: true));
        double expected = 0;
        for (int i = 0; i < 4; i++)
        {
            double[] student = [.. scores.Skip(3 * i).Take(3).Select(v => (double)v)];
            double[] teacher = [.. logits.Skip(3 * i).Take(3).Select(v => (double)v)];
            double[] target = LogSoftmax([.. teacher.Select(v => v / 2)]);
            double[] guess = LogSoftmax([.. student.Select(v => v / 2)]);
            double imitation = -target.Zip(guess, (t, g) => Math.Exp(t) * g).Sum();
            expected += (0.7 * -LogSoftmax(teacher)[labels[i]]) + (0.2 * -LogSoftmax(student)[labels[i]]) + (3 * imitation);
        }

        Assert.Equal(expected / 4, loss, 1e-4);
    }

    [Theory]
    [InlineData("b", "teacher.json", "a recipe is for scheme \"a\"")]
    [InlineData("b", "nowhere/best.checkpoint", "a recipe is for scheme \"a\"")]
    [InlineData("a", "data.csv", "a trained teacher's checkpoint is for schemes \"b\" and \"c\"")]
    public void A_teacher_of_the_wrong_sort_is_refused_with_the_scheme_it_is_for(string scheme, string teacher, string advice)
    {
        string text = Text("\"weights\": \"twn\"", $"\"epochs\": 1, \"distillation\": {{ \"scheme\": \"{scheme}\", \"teacher\": \"{teacher}\" }}");
        RecipeException error = Assert.Throws<RecipeException>(() => new Trainer(RecipeReader.Read(text, "t.json"), Options("t")).Run());
        Assert.StartsWith("the teacher cannot be read: ", error.Message);
        Assert.EndsWith(advice, error.Try);
    }

    [Fact]
    public void Training_that_diverges_stops_and_names_the_learning_rate()
    {
        string text = Text("\"weights\": \"float\", \"activations\": \"relu\", \"norm\": false", "\"epochs\": 20, \"optimizer\": { \"type\": \"sgd\", \"learningRate\": 10, \"weightDecay\": 1 }, \"schedule\": { \"type\": \"constant\" }");
        RecipeException error = Assert.Throws<RecipeException>(() => new Trainer(RecipeReader.Read(text, "d.json"), Options("d")).Run());
        Assert.Equal("training-diverged", error.Code);
        Assert.Contains("learning rate of 10", error.Found);
    }

    [Fact]
    public void A_teacher_for_other_images_or_other_layers_is_refused()
    {
        new Trainer(RecipeReader.ReadFile(folder.File("teacher.json")), Options("teacher") with { Epochs = 1 }).Run();
        string wrong = Text("\"weights\": \"wrpn\"", "\"epochs\": 1, \"distillation\": { \"teacher\": \"teacher/best.checkpoint\" }").Replace("\"width\": 6", "\"width\": 6, \"bits\": 4");
        Assert.Equal("distillation-teacher", Assert.Throws<RecipeException>(() => new Trainer(RecipeReader.Read(wrong, "w.json"), Options("w")).Run()).Code);
        string other = Text("\"weights\": \"wrpn\"", "\"epochs\": 1, \"start\": \"teacher/best.checkpoint\"").Replace("\"units\": 16", "\"units\": 17");
        CheckpointException error = Assert.Throws<CheckpointException>(() => new Trainer(RecipeReader.Read(other, "o.json"), Options("o")).Run());
        Assert.Equal("start-mismatch", error.Code);
        Assert.Equal("16 x 36", error.Found);
    }

    public void Dispose() => folder.Dispose();

    private static double[] LogSoftmax(double[] x)
    {
        double sum = Math.Log(x.Sum(Math.Exp));
        return [.. x.Select(v => v - sum)];
    }

    private byte[] Bytes(string run, string file) => File.ReadAllBytes(Path.Combine(folder.Path, run, file));

    private TrainingOptions Options(string name) => new(Path.Combine(folder.Path, name)) { BaseFolder = folder.Path };

    private static string Text(string root, string training) => $$"""
        {
          "name": "method", "data": { "source": "csv:data.csv" }, "input": { "height": 6, "width": 6 }, {{root}},
          "layers": [
            { "type": "dense", "name": "first", "units": 16 },
            { "type": "dense", "name": "second", "units": 16 },
            { "type": "dense", "name": "scores", "units": 3 }
          ],
          "training": { "batch": 20, {{(training.Contains("epochs") ? "" : "\"epochs\": 4, ")}}{{(training.Contains("optimizer") ? "" : "\"optimizer\": { \"type\": \"adam\", \"learningRate\": 0.01 }, ")}}{{training}} }
        }
        """;
}
