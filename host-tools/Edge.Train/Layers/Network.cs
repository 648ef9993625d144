using Edge.Train.Data;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>A recipe's network in training form.</summary>
public sealed class Network : IDisposable
{
    private const long Stream = 3L << 32;

    private Network(Recipe recipe, NetworkPlan plan, IReadOnlyList<NetworkLayer> layers)
    {
        (Recipe, Plan, Layers) = (recipe, plan, layers);
    }

    public Recipe Recipe { get; }

    public NetworkPlan Plan { get; }

    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>Everything the optimizer updates, in layer order.</summary>
    public IEnumerable<TrainableParameter> Parameters => Layers.SelectMany(l => l.Parameters);

    /// <summary>Everything else a checkpoint keeps, in layer order.</summary>
    public IEnumerable<(string Name, Tensor Value)> Buffers => Layers.SelectMany(l => l.Buffers);

    /// <summary>Whether a quantizer draws random numbers in training.</summary>
    public bool IsStochastic => Layers.Any(l => l.IsStochastic);

    /// <summary>Makes a network with random weights that depend on the seed alone.</summary>
    public static Network Create(Recipe recipe, long seed)
    {
        NetworkPlan plan = NetworkPlan.Of(recipe);
        List<NetworkLayer> layers = [];
        List<double> padValues = [0];
        foreach (PlannedLayer planned in plan.Layers)
        {
            SeededRandom random = new(seed, Stream, layers.Count);
            NetworkLayer layer = Create(planned, random);
            double inputPad = padValues[planned.Inputs[0]];
            if (layer is WeightedLayer weighted)
            {
                weighted.PadValue = inputPad;
            }
            else if (layer is AveragePoolLayer pool)
            {
                pool.PadValue = inputPad;
            }

            layers.Add(layer);
            padValues.Add(layer.Activation?.PadValue ?? inputPad);
        }

        return new Network(recipe, plan, layers);
    }

    /// <summary>Scores [N, classes] of stored input images [N, height, width, channels] (bytes).</summary>
    public Tensor Forward(Tensor stored, bool training) => Run(stored, ScalarType.Float32, training)[^1].reshape(stored.shape[0], -1);

    /// <summary>
    /// The fake-quantized output of every layer as real values, without gradients: entry i is layer i's, [N, channels, height, width] or
    /// [N, channels]. In Float64 the only rounding left is that of the arithmetic itself.
    /// </summary>
    public IReadOnlyList<Tensor> Outputs(Tensor stored, ScalarType type = ScalarType.Float64)
    {
        using IDisposable inference = no_grad();
        return Run(stored, type, training: false)[1..];
    }

    public void Dispose()
    {
        foreach (NetworkLayer layer in Layers)
        {
            layer.Dispose();
        }
    }

    /// <summary>Stored images [N, height, width, channels] as the real values [N, channels, height, width] that the first layer reads.</summary>
    internal Tensor RealInput(Tensor stored, ScalarType type = ScalarType.Float32)
    {
        InputRecipe input = Recipe.Input;
        Tensor real = stored.to_type(type);
        real = (input.ZeroPoint == 0 ? real : real - input.ZeroPoint) * input.Scale;
        return real.permute(0, 3, 1, 2);
    }

    private List<Tensor> Run(Tensor stored, ScalarType type, bool training)
    {
        List<LayerOutput> tensors = [new(RealInput(stored, type), Magnitude: null)];
        foreach (NetworkLayer layer in Layers)
        {
            tensors.Add(layer.Forward([.. layer.Plan.Inputs.Select(i => tensors[i])], training));
        }

        return [.. tensors.Select(t => t.Value)];
    }

    private static NetworkLayer Create(PlannedLayer plan, SeededRandom random) => plan.Recipe.Kind switch
    {
        LayerKind.Dense => new DenseLayer(plan, random),
        LayerKind.Conv2d => new Conv2dLayer(plan, random),
        LayerKind.DepthwiseConv2d => new DepthwiseConv2dLayer(plan, random),
        LayerKind.MaxPool => new MaxPoolLayer(plan),
        LayerKind.AveragePool or LayerKind.GlobalAveragePool => new AveragePoolLayer(plan),
        LayerKind.Add => new AddLayer(plan),
        LayerKind.Flatten => new FlattenLayer(plan),
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Recipe.Kind, "unknown layer"),
    };
}
