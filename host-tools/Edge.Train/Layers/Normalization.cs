using Edge.Train.Recipes;
using Edge.Train.Trained;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>
/// Brings each channel's sums to a common mean and spread, then to learned ones. In training the statistics are those of the batch; at inference, running ones.
/// </summary>
internal abstract class Normalization(int channels)
{
    /// <summary>Keeps the running statistics: new = 0.9 old + 0.1 batch.</summary>
    protected const double Momentum = 0.1;

    /// <summary>What is added to a variance before its root is taken.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>The learned gain.</summary>
    public Parameter Gamma { get; } = nn.Parameter(ones(channels));

    /// <summary>The learned mean.</summary>
    public Parameter Beta { get; } = nn.Parameter(zeros(channels));

    /// <summary>The running mean.</summary>
    public Tensor Mean { get; } = zeros(channels);

    /// <summary>The running variance, or what the kind has in its place.</summary>
    public Tensor Variance { get; } = ones(channels);

    public static Normalization Create(NormKind kind, int channels) => kind switch
    {
        NormKind.Range => new RangeNormalization(channels),
        NormKind.Shift => new ShiftNormalization(channels),
        _ => new BatchNormalization(channels),
    };

    /// <summary>Normalizes [N, channels, height, width] or [N, channels].</summary>
    public abstract Tensor Forward(Tensor x, bool training);

    /// <summary>What inference computes, as one affine function a channel.</summary>
    public virtual TrainedNorm Describe() => new(Doubles(Gamma), Doubles(Beta), Doubles(Mean), Doubles(Variance), Epsilon);

    protected static double[] Doubles(Tensor values) => Array.ConvertAll(values.detach().to_type(ScalarType.Float64).data<double>().ToArray(), v => v);

    /// <summary>A value a channel, shaped so that it meets the channels of <paramref name="x"/>.</summary>
    protected static Tensor PerChannel(Tensor values, Tensor x)
    {
        Tensor typed = values.to_type(x.dtype);
        return x.ndim == 4 ? typed.view(1, -1, 1, 1) : typed;
    }

    /// <summary>Moves running statistics towards a batch's.</summary>
    protected static void Follow(Tensor running, Tensor batch)
    {
        using IDisposable outside = no_grad();
        running.mul_(1 - Momentum).add_(batch.detach().view(-1), Momentum);
    }

    /// <summary>All dimensions but the channels'.</summary>
    protected static long[] Others(Tensor x) => x.ndim == 4 ? [0, 2, 3] : [0];
}
