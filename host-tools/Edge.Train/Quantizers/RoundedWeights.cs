using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Weights rounded to a grid: to the nearest level at inference, and in training to the nearest or, unbiased, to one of both neighbours with a
/// probability that grows with nearness (Gupta, Agrawal, Gopalakrishnan, Narayanan 2015, "Rounding Modes"). Gradient: straight through.
/// </summary>
public abstract class RoundedWeights(bool stochastic) : WeightQuantizer
{
    internal const string Nearest = "nearest";
    internal const string Stochastic = "stochastic";

    public override bool IsStochastic => stochastic;

    public override Tensor Forward(Tensor weights) =>
        StraightThrough.Of(Real(weights.detach(), stochastic ? StochasticallyRounded : Rounding.HalfUp), weights);

    public override Tensor Inference(Tensor weights) => Real(weights, Rounding.HalfUp);

    public override QuantizedWeights Quantize(Tensor weights) => Quantize(weights, Rounding.HalfUp);

    /// <summary>The recipe parameter.</summary>
    internal static QuantizerParameter RoundingParameter(string fallback) =>
        new("rounding", fallback, "how training rounds; inference rounds to the nearest level") { Choices = [Nearest, Stochastic] };

    /// <summary>Integers and scales where <paramref name="round"/> takes a fresh tensor to whole numbers.</summary>
    internal abstract QuantizedWeights Quantize(Tensor weights, Func<Tensor, Tensor> round);

    /// <summary>The same as real numbers.</summary>
    internal virtual Tensor Real(Tensor weights, Func<Tensor, Tensor> round) => Quantize(weights, round).ToReal();

    // floor(x + u) with u uniform in [0, 1): the next whole number with probability x - floor(x).
    private static Tensor StochasticallyRounded(Tensor x) => x.add_(rand_like(x)).floor_();
}
