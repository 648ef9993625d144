using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>
/// One layer in training form. Images are [N, channels, height, width] tensors in channels-last memory, vectors [N, channels]; a vector made from an image
/// is in height, width, channels order, as on the device.
/// </summary>
public abstract class NetworkLayer : IDisposable
{
    protected NetworkLayer(PlannedLayer plan)
    {
        Plan = plan;
        Activation = plan.Recipe.Activation is { } recipe ? QuantizerCatalog.CreateActivations(recipe) : null;
        Activation?.Initialize(plan.Out.Channels);
    }

    /// <summary>The layer's place in the network and its shapes.</summary>
    public PlannedLayer Plan { get; }

    public string Name => Plan.Recipe.Name;

    /// <summary>Null: real values go on (the last layer), or the input's levels do (max pool, flatten).</summary>
    public IActivationQuantizer? Activation { get; }

    /// <summary>Whether training draws random numbers here.</summary>
    public virtual bool IsStochastic => Activation is { IsStochastic: true };

    /// <summary>What the optimizer updates.</summary>
    public virtual IEnumerable<TrainableParameter> Parameters =>
        Activation?.Parameters.Select(p => new TrainableParameter($"{Name}.activation.{p.Name}", p.Value, 1, Decays: false, AfterStep: null)) ?? [];

    /// <summary>What training updates otherwise and a checkpoint keeps.</summary>
    public virtual IEnumerable<(string Name, Tensor Value)> Buffers => Activation?.Buffers.Select(b => ($"{Name}.activation.{b.Name}", b.Value)) ?? [];

    /// <summary>Runs the layer.</summary>
    /// <param name="training">Whether gradients are wanted, batch statistics are used and random quantizers draw.</param>
    internal LayerOutput Forward(IReadOnlyList<LayerOutput> inputs, bool training)
    {
        Tensor x = Compute(inputs, training);
        if (Activation is null)
        {
            return new LayerOutput(x, Magnitude: null);
        }

        Tensor settled = AddsLevels ? SettleTies(x) : x;
        return new LayerOutput(training ? Activation.TrainingForward(settled) : Activation.Forward(settled), Activation.Magnitude(x));
    }

    /// <summary>What the activation reads, at inference.</summary>
    internal Tensor BeforeActivation(IReadOnlyList<LayerOutput> inputs) => Compute(inputs, training: false);

    /// <summary>Whether the layer adds its inputs' levels without weights, so that sums fall exactly on a step as a rule and not by chance.</summary>
    protected virtual bool AddsLevels => false;

    /// <summary>The operator and the normalization, before the activation.</summary>
    internal abstract Tensor Compute(IReadOnlyList<LayerOutput> inputs, bool training);

    // Rounding would push a sum that lies on a step to either side. Sums lie far apart beside this, so it decides ties alone, as the quantizer says.
    private Tensor SettleTies(Tensor x)
    {
        if (!Activation!.HasIntegerForm)
        {
            return x;
        }

        StepQuantizer steps = Activation.Describe();
        return x + steps.Scale * (steps.Inclusive ? StepQuantizer.TieTolerance : -StepQuantizer.TieTolerance);
    }

    public virtual void Dispose()
    {
        foreach (TrainableParameter parameter in Parameters)
        {
            parameter.Value.Dispose();
        }

        foreach ((_, Tensor buffer) in Buffers)
        {
            buffer.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}
