using Edge.Train.Data;
using Edge.Train.Layers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>What an epoch came to: mean loss, accuracy on the batches as trained, the last learning rate.</summary>
internal sealed record EpochSummary(double Loss, double Accuracy, double LearningRate);

/// <summary>Runs the batches of one epoch.</summary>
internal sealed class EpochRunner(Learner learner, TrainingRecipe training, ImageSet train)
{
    private readonly Network network = learner.Network;
    private readonly List<Tensor> parameters = [.. learner.Optimizer.Parameters.Select(p => (Tensor)p.Value)];
    private readonly byte[]? augmented = training.Augmentation is null ? null : new byte[train.Pixels.Length];

    public event Action<BatchReport>? BatchFinished;

    public EpochSummary Summary { get; private set; } = new(0, 0, 0);

    // A last batch of one image has no batch statistics.
    private int Batches => train.Count / training.Batch + (train.Count % training.Batch >= 2 ? 1 : 0);

    /// <summary>Trains on what is left of the epoch. Afterwards Seen is 0 where the epoch is complete, else where it was cancelled.</summary>
    public TrainingState Run(TrainingState state, int[] order, CancellationToken cancellation)
    {
        using IDisposable epochScope = NewDisposeScope();
        byte[] pixels = train.Pixels;
        if (augmented is not null)
        {
            new Augmenter(training.Augmentation!, training.Seed).Apply(train, state.Epoch, augmented);
            pixels = augmented;
        }

        Tensor images = tensor(pixels, [train.Count, train.Height, train.Width, train.Channels]);
        Tensor labels = tensor(Array.ConvertAll(train.Labels, l => (long)l));
        Tensor positions = tensor(Array.ConvertAll(order, i => (long)i));
        double rate = 0;
        while (state.Batch < Batches)
        {
            if (cancellation.IsCancellationRequested && state.Seen > 0)
            {
                return state;
            }

            using IDisposable scope = NewDisposeScope();
            int first = state.Batch * training.Batch;
            Tensor chosen = positions.narrow(0, first, Math.Min(training.Batch, train.Count - first));
            rate = LearningRate.At(state.Epoch + (double)state.Batch / Batches, training);
            state = Step(state, images.index_select(0, chosen), labels.index_select(0, chosen), rate);
            BatchFinished?.Invoke(new BatchReport(state.Epoch + 1, training.Epochs, state.Batch, Batches, state.LossSum / state.Seen));
        }

        Summary = new EpochSummary(state.LossSum / state.Seen, (double)state.Correct / state.Seen, rate);
        return state with { Epoch = state.Epoch + 1, Batch = 0, LossSum = 0, Correct = 0, Seen = 0 };
    }

    private TrainingState Step(TrainingState state, Tensor images, Tensor labels, double rate)
    {
        if (learner.IsStochastic)
        {
            random.manual_seed(unchecked((long)new SeededRandom(training.Seed, state.Steps).NextBits()));
        }

        Tensor scores = network.Forward(images, training: true);
        Tensor loss = learner.Distillation is null
            ? nn.functional.cross_entropy(scores, labels, label_smoothing: training.LabelSmoothing)
            : learner.Distillation.Loss(images, scores, labels);
        Tensor total = loss;
        foreach (Tensor penalty in network.Layers.Select(l => l.Activation?.Penalty()).OfType<Tensor>())
        {
            total += penalty;
        }

        double lost = total.item<float>();
        if (!double.IsFinite(lost))
        {
            throw Diverged(state, lost, rate);
        }

        learner.Optimizer.Step(autograd.grad([total], parameters), rate);
        int count = (int)images.shape[0];
        return state with
        {
            Batch = state.Batch + 1,
            Steps = state.Steps + 1,
            LossSum = state.LossSum + count * (double)loss.item<float>(),
            Correct = state.Correct + (int)scores.argmax(1).eq(labels).sum().item<long>(),
            Seen = state.Seen + count,
        };
    }

    // From here on every weight would be no number, and every further epoch spent for nothing.
    private static RecipeException Diverged(TrainingState state, double loss, double rate) => new("training-diverged", $"training diverged in epoch {state.Epoch + 1}, batch {state.Batch + 1}")
    {
        Expected = "a finite loss",
        Found = FormattableString.Invariant($"{loss} at a learning rate of {rate:G3}"),
        Try = FormattableString.Invariant($"a tenth of the \"learningRate\" in the recipe's optimizer, or \"norm\": true where layers have none"),
    };
}
