using Edge.Train.Layers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>A trained (or half-trained) network read from a file: its recipe, its weights, where training stood.</summary>
public sealed class Checkpoint : IDisposable
{
    private const string ModelPrefix = "model/";
    private const string TrainingPrefix = "optimizer/";
    private readonly IReadOnlyList<StoredTensor> tensors;

    private Checkpoint(Network network, TrainingState state, IReadOnlyList<StoredTensor> tensors)
    {
        (Network, State, this.tensors) = (network, state, tensors);
    }

    public Network Network { get; }

    /// <summary>The recipe as trained: seed and epochs of the run.</summary>
    public Recipe Recipe => Network.Recipe;

    public TrainingState State { get; }

    /// <summary>Reads a checkpoint; throws <see cref="CheckpointException"/> where it is corrupt or does not fit its own recipe.</summary>
    public static Checkpoint Load(string path)
    {
        (string text, TrainingState state, IReadOnlyList<StoredTensor> tensors) = CheckpointFile.Read(path);
        Recipe recipe = RecipeReader.Read(text, $"the recipe in {path}");
        Network network = Network.Create(recipe.With(state.Seed, state.Epochs), state.Seed);
        Fill(ModelPrefix, Model(network), tensors, path);
        return new Checkpoint(network, state, tensors);
    }

    /// <summary>Writes the network without an optimizer's state: to a temporary file, then renamed.</summary>
    /// <param name="testAccuracy">0 .. 1, what the network reaches on the test images.</param>
    public void SaveForInference(string path, double testAccuracy) => Save(path, Network, State with { TestAccuracy = testAccuracy });

    /// <summary>The same trained weights under another recipe of the same layers: deployment with other quantizers. The new checkpoint is independent of this one.</summary>
    public Checkpoint Under(Recipe recipe)
    {
        Network network = Network.Create(recipe.With(State.Seed, State.Epochs), State.Seed);
        StartingPoint.Copy(network, Network, $"the run of recipe {Recipe.Name}");
        return new Checkpoint(network, State with { TestAccuracy = null }, []);
    }

    public void Dispose() => Network.Dispose();

    /// <summary>A checkpoint in memory. It owns <paramref name="network"/>.</summary>
    internal static Checkpoint Of(Network network, TrainingState state) => new(network, state, []);

    /// <summary>Writes what inference needs.</summary>
    internal static void Save(string path, Network network, TrainingState state) => Save(path, network, state, []);

    /// <summary>Writes everything that training needs to go on: three times as much.</summary>
    internal static void Save(string path, Learner learner, TrainingState state) => Save(path, learner.Network, state, learner.State);

    /// <summary>Gives an optimizer and a teacher that learns the tensors and the step count of this checkpoint.</summary>
    internal void Restore(Learner learner, string path)
    {
        Fill(TrainingPrefix, learner.State, tensors, path);
        learner.Optimizer.Steps = State.Steps;
    }

    private static void Save(string path, Network network, TrainingState state, IEnumerable<(string Name, Tensor Value)> training)
    {
        using IDisposable scope = NewDisposeScope();
        IEnumerable<(string Name, Tensor Value)> named = Model(network).Select(t => (ModelPrefix + t.Name, t.Value))
            .Concat(training.Select(t => (TrainingPrefix + t.Name, t.Value)));
        CheckpointFile.Write(path, network.Recipe.Source, state, [.. named.Select(t => Store(t.Name, t.Value))]);
    }

    internal static IEnumerable<(string Name, Tensor Value)> Model(Network network) =>
        network.Parameters.Select(p => (p.Name, (Tensor)p.Value)).Concat(network.Buffers);

    private static StoredTensor Store(string name, Tensor value) => new(name, value.shape, value.detach().data<float>().ToArray());

    private static void Fill(string prefix, IEnumerable<(string Name, Tensor Value)> targets, IReadOnlyList<StoredTensor> tensors, string path)
    {
        using IDisposable update = no_grad();
        using IDisposable scope = NewDisposeScope();
        Dictionary<string, StoredTensor> byName = tensors.ToDictionary(t => t.Name);
        foreach ((string name, Tensor value) in targets)
        {
            if (!byName.TryGetValue(prefix + name, out StoredTensor? stored) || !stored.Shape.SequenceEqual(value.shape))
            {
                throw new CheckpointException("checkpoint-mismatch", $"{path} does not hold the tensor its recipe needs")
                {
                    Expected = $"{prefix}{name} of {string.Join(" x ", value.shape)}",
                    Found = stored is null ? "nothing" : string.Join(" x ", stored.Shape),
                };
            }

            value.copy_(tensor(stored.Values, stored.Shape));
        }
    }
}
