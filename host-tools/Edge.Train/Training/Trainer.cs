using System.Diagnostics;
using Edge.Train.Data;
using Edge.Train.Layers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>
/// Trains a recipe's network into a run folder: recipe.json, metrics.csv, last.checkpoint, best.checkpoint. It prints nothing. Every random choice is a
/// function of the seed and of the epoch or step it is for, so a resumed run continues with equal bits.
/// </summary>
public sealed class Trainer
{
    private const long OrderStream = 4L << 32;
    private readonly TrainingOptions options;
    private readonly Recipe recipe;
    private readonly TrainingRecipe training;
    private readonly MetricsFile metrics;

    public Trainer(Recipe recipe, TrainingOptions options)
    {
        this.options = options;
        this.recipe = recipe.With(options.Seed ?? recipe.Training.Seed, options.Epochs ?? recipe.Training.Epochs);
        training = this.recipe.Training;
        metrics = new MetricsFile(Path.Combine(options.Folder, "metrics.csv"));
    }

    /// <summary>Raised after each epoch.</summary>
    public event Action<EpochReport>? EpochFinished;

    /// <summary>Raised after each batch.</summary>
    public event Action<BatchReport>? BatchFinished;

    private string LastPath => Path.Combine(options.Folder, "last.checkpoint");

    private string BestPath => Path.Combine(options.Folder, "best.checkpoint");

    /// <summary>Trains to the last epoch, or until cancelled: then the batch under way is finished and a checkpoint written.</summary>
    public TrainingResult Run(CancellationToken cancellation = default)
    {
        ImageData data = DataSource.Load(recipe, options.BaseFolder, options.Data);
        (ImageSet train, ImageSet validation) = DataSplit.Take(data.Train, recipe.Data.ValidationShare, training.Seed);
        CheckClasses(train);
        Checkpoint? checkpoint = options.Resume ? Checkpoint.Load(LastPath) : null;
        using Learner learner = Learner.Create(recipe, checkpoint?.Network, options.BaseFolder);
        checkpoint?.Restore(learner, LastPath);
        TrainingState state = checkpoint is null ? Start(train) : Continue(checkpoint);
        Directory.CreateDirectory(options.Folder);
        File.WriteAllText(Path.Combine(options.Folder, "recipe.json"), recipe.Source);
        metrics.Begin(state.Epoch);

        Stopwatch clock = Stopwatch.StartNew();
        EpochRunner runner = new(learner, training, train);
        runner.BatchFinished += report => BatchFinished?.Invoke(report);
        while (state.Epoch < training.Epochs)
        {
            Stopwatch epochClock = Stopwatch.StartNew();
            int[] order = new SeededRandom(training.Seed, OrderStream, state.Epoch).Permutation(train.Count);
            state = runner.Run(state, order, cancellation);
            if (state.Seen > 0)
            {
                Checkpoint.Save(LastPath, learner, state);
                return new TrainingResult(false, state.BestEpoch, state.BestAccuracy, null, clock.Elapsed, BestPath);
            }

            state = FinishEpoch(state, runner.Summary, learner, validation, epochClock);
        }

        return Finish(state, data.Test, clock);
    }

    private TrainingState FinishEpoch(TrainingState state, EpochSummary summary, Learner learner, ImageSet validation, Stopwatch epochClock)
    {
        double accuracy = Evaluation.Accuracy(learner.Network, validation);
        bool best = state.BestEpoch == 0 || accuracy > state.BestAccuracy;
        if (best)
        {
            state = state with { BestEpoch = state.Epoch, BestAccuracy = accuracy };
            Checkpoint.Save(BestPath, learner.Network, state);
        }

        Checkpoint.Save(LastPath, learner, state);
        EpochReport report = new(
            state.Epoch,
            training.Epochs,
            summary.Loss,
            summary.Accuracy,
            accuracy,
            Sparsity.ZeroShare(learner.Network),
            summary.LearningRate,
            epochClock.Elapsed,
            epochClock.Elapsed * (training.Epochs - state.Epoch),
            best);
        metrics.Add(report);
        EpochFinished?.Invoke(report);
        return state;
    }

    // The test images are looked at once: with the best epoch's network, when nothing depends on the answer any more.
    private TrainingResult Finish(TrainingState state, ImageSet test, Stopwatch clock)
    {
        using Checkpoint best = Checkpoint.Load(BestPath);
        double accuracy = Evaluation.Accuracy(best.Network, test);
        Checkpoint.Save(BestPath, best.Network, best.State with { TestAccuracy = accuracy });
        return new TrainingResult(true, state.BestEpoch, state.BestAccuracy, accuracy, clock.Elapsed, BestPath);
    }

    private TrainingState Start(ImageSet train) => new()
    {
        Seed = training.Seed,
        Epochs = training.Epochs,
        DataSource = options.Data ?? recipe.Data.Source,
        Classes = train.Classes,
        Threads = get_num_threads(),
        Library = __version__,
    };

    private TrainingState Continue(Checkpoint checkpoint)
    {
        TrainingState state = checkpoint.State;
        if (checkpoint.Recipe.Source != recipe.Source)
        {
            throw new CheckpointException("checkpoint-mismatch", $"{LastPath} was trained with another recipe")
            {
                Expected = $"the recipe in {Path.Combine(options.Folder, "recipe.json")}",
                Found = "one that differs from it",
                Try = "resume with that recipe, or train the changed one in another folder",
            };
        }

        return state.Seed == training.Seed ? state with { Epochs = training.Epochs } : throw new CheckpointException("checkpoint-mismatch", $"{LastPath} was trained with another seed")
        {
            Expected = training.Seed.ToString(),
            Found = state.Seed.ToString(),
            Try = $"--seed {state.Seed}, or another folder",
        };
    }

    private void CheckClasses(ImageSet train)
    {
        int outputs = NetworkPlan.Of(recipe).Outputs;
        if (outputs != train.Classes.Count)
        {
            throw new RecipeException("recipe-classes", "the last layer does not have one output a class")
            {
                Expected = $"{train.Classes.Count} outputs",
                Found = outputs.ToString(),
                Try = $"set the last layer's units to {train.Classes.Count}",
            };
        }
    }
}
