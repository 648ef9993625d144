using Edge.Train.Recipes;
using Edge.Train.Tests.Recipes;
using Edge.Train.Training;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private const string Stochastic = "\"binary-connect-stochastic\"";
    private const string Augmented = "\"epochs\": 3, \"batch\": 32, \"augmentation\": { \"shift\": 1, \"flip\": true }";
    private readonly TemporaryFolder folder = new();

    public TrainerTests()
    {
        set_num_threads(1);
        SyntheticImages.WriteCsv(folder.File("data.csv"), 400, 6, 3, seed: 1);
    }

    [Fact]
    public void Learns_reports_every_epoch_and_writes_the_run_folder()
    {
        List<EpochReport> reports = [];
        Trainer trainer = new(RecipeTexts.Small(training: "\"epochs\": 6, \"batch\": 20, \"optimizer\": { \"type\": \"adam\", \"learningRate\": 0.01 }"), Options("run"));
        trainer.EpochFinished += reports.Add;
        TrainingResult result = trainer.Run();
        Assert.True(result.Completed);
        Assert.True(result.TestAccuracy > 0.9, $"test accuracy {result.TestAccuracy}");
        Assert.Equal([1, 2, 3, 4, 5, 6], reports.Select(r => r.Epoch));
        Assert.True(reports[^1].Loss < reports[0].Loss);
        Assert.All(reports, r => Assert.InRange(r.Zeros, 0.1, 0.8));
        Assert.Equal(reports.Max(r => r.ValidationAccuracy), result.ValidationAccuracy);
        Assert.Equal(reports.First(r => r.ValidationAccuracy == result.ValidationAccuracy).Epoch, result.BestEpoch);
        string[] lines = File.ReadAllLines(Path.Combine(folder.Path, "run", "metrics.csv"));
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("epoch,loss,", lines[0]);
        Assert.Equal(RecipeTexts.SmallText(training: "\"epochs\": 6, \"batch\": 20, \"optimizer\": { \"type\": \"adam\", \"learningRate\": 0.01 }"), File.ReadAllText(Path.Combine(folder.Path, "run", "recipe.json")));
        using Checkpoint best = Checkpoint.Load(result.BestCheckpoint);
        Assert.Equal(result.TestAccuracy, best.State.TestAccuracy);
    }

    [Theory]
    [InlineData("\"twn\"")]
    [InlineData(Stochastic)]
    public void Two_runs_of_one_seed_end_in_equal_bytes_and_another_seed_does_not(string weights)
    {
        byte[] first = Train("a", weights);
        Assert.Equal(first, Train("b", weights));
        Assert.NotEqual(first, Train("c", weights, seed: 2));
    }

    [Theory]
    [InlineData("\"twn\"", 1)]
    [InlineData("\"twn\"", 4)]
    [InlineData(Stochastic, 13)]
    [InlineData(Stochastic, 25)]
    public void A_run_cancelled_after_any_batch_and_resumed_ends_in_the_bytes_of_an_uninterrupted_one(string weights, int batches)
    {
        byte[] expected = Train("whole", weights);
        using CancellationTokenSource cancellation = new();
        Trainer trainer = new(RecipeTexts.Small(weights: weights, training: Augmented), Options("cut"));
        int seen = 0;
        trainer.BatchFinished += _ =>
        {
            if (++seen == batches)
            {
                cancellation.Cancel();
            }
        };
        TrainingResult stopped = trainer.Run(cancellation.Token);
        Assert.False(stopped.Completed);
        Assert.Null(stopped.TestAccuracy);
        Assert.InRange(seen, batches, batches + 1);
        TrainingResult resumed = new Trainer(RecipeTexts.Small(weights: weights, training: Augmented), Options("cut") with { Resume = true }).Run();
        Assert.True(resumed.Completed);
        Assert.Equal(expected, File.ReadAllBytes(Path.Combine(folder.Path, "cut", "last.checkpoint")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder.Path, "whole", "best.checkpoint")), File.ReadAllBytes(Path.Combine(folder.Path, "cut", "best.checkpoint")));
        Assert.Equal(4, File.ReadAllLines(Path.Combine(folder.Path, "cut", "metrics.csv")).Length);
    }

    [Fact]
    public void Resuming_with_another_seed_is_refused()
    {
        Train("run", "\"twn\"");
        Trainer trainer = new(RecipeTexts.Small(training: Augmented), Options("run") with { Resume = true, Seed = 9 });
        Assert.Equal("checkpoint-mismatch", Assert.Throws<CheckpointException>(() => trainer.Run()).Code);
    }

    [Fact]
    public void Resuming_with_another_recipe_or_without_a_checkpoint_is_refused()
    {
        Train("run", "\"twn\"");
        Trainer changed = new(RecipeTexts.Small(weights: "\"fixed\"", training: Augmented), Options("run") with { Resume = true });
        Assert.Contains("another recipe", Assert.Throws<CheckpointException>(() => changed.Run()).Message);
        Trainer nothing = new(RecipeTexts.Small(), Options("empty") with { Resume = true });
        Assert.Equal("checkpoint-missing", Assert.Throws<CheckpointException>(() => nothing.Run()).Code);
    }

    [Fact]
    public void The_number_of_live_tensors_does_not_grow_with_the_epochs()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        List<long> counts = [];
        Trainer trainer = new(RecipeReader.Read(RecipeTexts.EveryLayer, "every.json"), Options("live") with { Epochs = 5 });
        trainer.EpochFinished += _ => counts.Add(Tensor.TotalCount);
        trainer.Run();
        Assert.Equal(counts[1], counts[^1]);
    }

    [Fact]
    public void A_last_layer_without_one_output_a_class_is_refused()
    {
        Trainer trainer = new(RecipeTexts.Small(classes: 4), Options("run"));
        Assert.Equal("3 outputs", Assert.Throws<RecipeException>(() => trainer.Run()).Expected);
    }

    [Fact]
    public void Every_layer_kind_and_quantizer_trains_together()
    {
        string text = RecipeTexts.EveryLayer.Replace("\"seed\": 1", "\"seed\": 1, \"labelSmoothing\": 0.1, \"optimizer\": { \"type\": \"sgd\", \"learningRate\": 0.05 }");
        Trainer trainer = new(RecipeReader.Read(text, "every.json"), Options("every") with { Epochs = 8 });
        TrainingResult result = trainer.Run();
        Assert.True(result.TestAccuracy > 0.6, $"test accuracy {result.TestAccuracy}");
    }

    [FashionFact]
    public void A_few_hundred_real_images_are_learned_far_beyond_chance()
    {
        string text = RecipeTexts.SmallText("fashion-mnist", "\"twn\"", "\"epochs\": 8, \"batch\": 20, \"optimizer\": { \"type\": \"adam\", \"learningRate\": 0.01 }", classes: 10)
            .Replace("\"source\": \"fashion-mnist\"", "\"source\": \"fashion-mnist\", \"limit\": 600")
            .Replace("\"fit\": \"exact\"", "\"fit\": \"resize\"").Replace("\"height\": 6, \"width\": 6", "\"height\": 14, \"width\": 14")
            .Replace("\"units\": 12", "\"units\": 64");
        TrainingResult result = new Trainer(RecipeReader.Read(text, "fashion.json"), Options("fashion")).Run();
        Assert.True(result.TestAccuracy > 0.65, $"test accuracy {result.TestAccuracy}");
    }

    public void Dispose() => folder.Dispose();

    private byte[] Train(string name, string weights, long seed = 1)
    {
        new Trainer(RecipeTexts.Small(weights: weights, training: Augmented), Options(name) with { Seed = seed }).Run();
        return File.ReadAllBytes(Path.Combine(folder.Path, name, "last.checkpoint"));
    }

    private TrainingOptions Options(string name) => new(Path.Combine(folder.Path, name)) { BaseFolder = folder.Path };
}
