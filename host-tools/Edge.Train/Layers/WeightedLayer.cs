using Edge.Train.Data;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>
/// A linear operator with quantized weights, then batch norm or a bias where the recipe asks for them. Weights are [output channel, weights of that
/// channel] in kernel y, kernel x, input channel order.
/// </summary>
public abstract class WeightedLayer : NetworkLayer
{
    private readonly int fanIn;
    private readonly int fanOut;
    private readonly IErrorQuantizer? errors;
    private Tensor? frozen;

    /// <param name="fanIn">Weights of one output channel.</param>
    /// <param name="fanOut">Outputs that one input value reaches, counted as fan-in is.</param>
    protected WeightedLayer(PlannedLayer plan, int fanIn, int fanOut, SeededRandom random)
        : base(plan)
    {
        (this.fanIn, this.fanOut) = (fanIn, fanOut);
        Quantizer = QuantizerCatalog.CreateWeights(plan.Recipe.Weights!);
        int channels = plan.Out.Channels;
        double bound = Quantizer.InitialBound(fanIn, fanOut);
        float[] start = new float[channels * fanIn];
        for (int i = 0; i < start.Length; i++)
        {
            start[i] = (float)(bound * (2 * random.NextDouble() - 1));
        }

        Weight = Keep(nn.Parameter(tensor(start, channels, fanIn)));
        Quantizer.Initialize(Weight);
        Bias = plan.Recipe.Bias ? Keep(nn.Parameter(zeros(channels))) : null;
        errors = plan.Recipe.Errors is { } recipe ? QuantizerCatalog.CreateErrors(recipe) : null;
        if (plan.Recipe.Norm)
        {
            Norm = Normalization.Create(plan.Recipe.NormKind, channels);
            Keep(Norm.Gamma);
            Keep(Norm.Beta);
            Keep(Norm.Mean);
            Keep(Norm.Variance);
        }
    }

    public IWeightQuantizer Quantizer { get; }

    /// <summary>Float weights, [channels, fan in].</summary>
    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    /// <summary>The normalization behind the operator, or null.</summary>
    internal Normalization? Norm { get; }

    /// <summary>The normalization's gain, or null without one.</summary>
    public Parameter? Gamma => Norm?.Gamma;

    public Parameter? Beta => Norm?.Beta;

    /// <summary>The normalization's running mean.</summary>
    public Tensor? Mean => Norm?.Mean;

    /// <summary>The normalization's running variance.</summary>
    public Tensor? Variance => Norm?.Variance;

    public override bool IsStochastic => Quantizer.IsStochastic || errors is { IsStochastic: true } || base.IsStochastic;

    /// <summary>What is added to every value of a channel: batch norm's beta, or the bias, or nothing.</summary>
    internal Parameter? Shift => Beta ?? Bias;

    /// <summary>What the layer's zero padding stands for: set by the network from the layer that is read.</summary>
    internal double PadValue { get; set; }

    public override IEnumerable<TrainableParameter> Parameters
    {
        get
        {
            yield return new TrainableParameter($"{Name}.weight", Weight, Quantizer.LearningRateScale(fanIn, fanOut), Decays: true, () => Quantizer.AfterStep(Weight));
            foreach ((string name, Parameter value) in Quantizer.Parameters)
            {
                yield return new TrainableParameter($"{Name}.weight.{name}", value, 1, Decays: false, AfterStep: null);
            }

            foreach ((string name, Parameter? value) in new[] { ("bias", Bias), ("gamma", Gamma), ("beta", Beta) })
            {
                if (value is not null)
                {
                    yield return new TrainableParameter($"{Name}.{name}", value, 1, Decays: false, AfterStep: null);
                }
            }

            foreach (TrainableParameter parameter in base.Parameters)
            {
                yield return parameter;
            }
        }
    }

    public override IEnumerable<(string Name, Tensor Value)> Buffers =>
        Norm is null ? base.Buffers : [($"{Name}.mean", Norm.Mean), ($"{Name}.variance", Norm.Variance), .. base.Buffers];

    /// <summary>The weights as they are at inference, as integers and scales.</summary>
    public QuantizedWeights Quantize() => Quantizer.Quantize(Weight.detach());

    // In training the weights and the activations are quantized here, the errors on their way back: all three products of the layer,
    // weights * activations, weights * errors and activations * errors, read few levels.
    internal override Tensor Compute(IReadOnlyList<LayerOutput> inputs, bool training)
    {
        Tensor x = inputs[0].Value;
        Tensor y = Apply(x, training ? TrainingWeights() : FrozenWeights(x.dtype));
        if (training && errors is not null)
        {
            y = ErrorPath.Of(y, errors);
        }

        if (inputs[0].Magnitude is { } magnitude)
        {
            y = y * PatchMean(magnitude);
        }

        if (Bias is not null)
        {
            Tensor bias = Bias.to_type(x.dtype);
            y += Plan.IsFlat ? bias : bias.view(1, -1, 1, 1);
        }

        return Norm is null ? y : Norm.Forward(y, training);
    }

    /// <summary>The mean of a scale over what each output reads, [N, 1, height', width'] or [N, 1].</summary>
    protected virtual Tensor PatchMean(Tensor magnitude) => throw new NotSupportedException($"{Plan.Recipe.Kind} layers have no patches");

    /// <summary>The linear operator on weights [channels, fan in].</summary>
    protected abstract Tensor Apply(Tensor x, Tensor weights);

    public override void Dispose()
    {
        frozen?.Dispose();
        base.Dispose();
    }

    private Tensor TrainingWeights()
    {
        frozen?.Dispose();
        frozen = null;
        return Quantizer.Forward(Weight);
    }

    // Inference weights are made once and kept until the next training step.
    private Tensor FrozenWeights(ScalarType type)
    {
        if (frozen is null || frozen.dtype != type)
        {
            frozen?.Dispose();
            frozen = (type == ScalarType.Float32 || !Quantizer.HasIntegerForm ? Quantizer.Inference(Weight.detach()).to_type(type) : Widen(Quantize(), type))
                .detach().clone().DetachFromDisposeScope();
        }

        return frozen;
    }

    // The layer lives as long as its network, whatever scope it was made in.
    private static T Keep<T>(T value)
        where T : Tensor
    {
        value.DetachFromDisposeScope();
        return value;
    }

    // Integers and float scales are exact in double; their float product is not.
    private static Tensor Widen(QuantizedWeights weights, ScalarType type) =>
        new QuantizedWeights([.. weights.Planes.Select(p => p with { Values = p.Values.to_type(type) })], weights.Scale.to_type(type)).ToReal();
}
