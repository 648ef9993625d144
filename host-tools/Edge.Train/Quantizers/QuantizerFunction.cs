using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>What a quantizer makes of values between two ends: the curve that a plot shows.</summary>
/// <param name="X">Ascending.</param>
/// <param name="Y">The quantized value of each.</param>
public sealed record QuantizerFunction(IReadOnlyList<float> X, IReadOnlyList<float> Y)
{
    private const int Points = 2001;
    private const double Spread = 0.14;

    /// <summary>Samples the quantizer as it is at inference; null where <paramref name="method"/> is none.</summary>
    /// <remarks>
    /// A weight quantizer's thresholds and scales depend on all weights, so it gets one channel of weights that lie like trained ones: the quantiles of a
    /// logistic distribution of scale 0.14. An activation quantizer gets evenly spaced values from -1 to 3.
    /// </remarks>
    public static QuantizerFunction? Sample(Method method, QuantizerRecipe recipe)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable inference = no_grad();
        if (method.Description.CreateWeights is { } createWeights)
        {
            float[] x = [.. Enumerable.Range(0, Points).Select(i => (i + 0.5) / Points).Select(p => (float)(Spread * Math.Log(p / (1 - p))))];
            IWeightQuantizer quantizer = createWeights(recipe);
            Tensor weights = tensor(x, 1, Points);
            quantizer.Initialize(weights);
            return new QuantizerFunction(x, quantizer.Inference(weights).contiguous().data<float>().ToArray());
        }

        if (method.Description.CreateActivations is { } createActivations)
        {
            float[] x = [.. Enumerable.Range(0, Points).Select(i => (float)(-1 + 4.0 * i / (Points - 1)))];
            IActivationQuantizer quantizer = createActivations(recipe);
            quantizer.Initialize(Points);
            return new QuantizerFunction(x, quantizer.Forward(tensor(x, 1, Points)).contiguous().data<float>().ToArray());
        }

        return null;
    }
}
