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
    /// <summary>Keeps batch norm's running statistics: new = 0.9 old + 0.1 batch.</summary>
    private const double Momentum = 0.1;
    private readonly int fanIn;
    private readonly int fanOut;
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
        if (plan.Recipe.Norm)
        {
            (Gamma, Beta) = (Keep(nn.Parameter(ones(channels))), Keep(nn.Parameter(zeros(channels))));
            (Mean, Variance) = (Keep(zeros(channels)), Keep(ones(channels)));
        }
    }

    /// <summary>Batch norm's epsilon.</summary>
    public static double Epsilon => 1e-5;

    public IWeightQuantizer Quantizer { get; }

    /// <summary>Float weights, [channels, fan in].</summary>
    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    /// <summary>Batch norm's gain, or null without batch norm.</summary>
    public Parameter? Gamma { get; }

    public Parameter? Beta { get; }

    /// <summary>Batch norm's running mean.</summary>
    public Tensor? Mean { get; }

    /// <summary>Batch norm's running (unbiased) variance.</summary>
    public Tensor? Variance { get; }

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

    public override IEnumerable<(string Name, Tensor Value)> Buffers => Mean is null ? [] : [($"{Name}.mean", Mean), ($"{Name}.variance", Variance!)];

    /// <summary>The weights as they are at inference, as integers and scales.</summary>
    public QuantizedWeights Quantize() => Quantizer.Quantize(Weight.detach());

    protected override Tensor Compute(IReadOnlyList<Tensor> inputs, bool training)
    {
        Tensor x = inputs[0];
        Tensor y = Apply(x, training ? TrainingWeights() : FrozenWeights(x.dtype));
        if (Bias is not null)
        {
            Tensor bias = Bias.to_type(x.dtype);
            y += Plan.IsFlat ? bias : bias.view(1, -1, 1, 1);
        }

        return Gamma is null ? y : nn.functional.batch_norm(
            y, Mean!.to_type(x.dtype), Variance!.to_type(x.dtype), Gamma.to_type(x.dtype), Beta!.to_type(x.dtype), training, Momentum, Epsilon);
    }

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
            frozen = (type == ScalarType.Float32 || Quantizer.Bits == 32 ? Quantizer.Inference(Weight.detach()).to_type(type) : Widen(Quantize(), type))
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
