using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// The mid-rise quantizer: 2^M steps of equal width over [-alpha, alpha], each standing for its middle, so the levels are the odd multiples of
/// alpha / 2^M and zero is none. A weight on the border of two steps belongs to the upper one.
/// </summary>
internal static class MidRise
{
    /// <param name="weights">[channels, weights of a channel].</param>
    /// <param name="clipping">alpha of each channel, positive.</param>
    /// <param name="bits">M of each channel, 1 .. 8.</param>
    public static QuantizedWeights Quantize(Tensor weights, IReadOnlyList<double> clipping, IReadOnlyList<int> bits)
    {
        Tensor scale = tensor(clipping.Zip(bits, (alpha, m) => (float)(alpha / (1 << m))).ToArray());
        Tensor half = tensor(bits.Select(m => (float)(1 << (m - 1))).ToArray()).unsqueeze(1);
        Tensor step = (weights / (2 * scale.unsqueeze(1))).floor_();
        Tensor odd = minimum(maximum(step, -half), half - 1).mul_(2).add_(1);
        int widest = bits.Max();
        return new QuantizedWeights([new QuantizedPlane(widest == 1 ? WeightDomain.Binary : WeightDomain.Odd, widest, 0, odd)], scale);
    }

    /// <summary>Scales that give each channel's quantized weights the deviation of its float ones.</summary>
    public static QuantizedWeights RestoreSpread(QuantizedWeights quantized, Tensor weights) =>
        quantized with { Scale = quantized.Scale * BiasCorrection.Of(weights, quantized.ToReal()).Spread.squeeze(1) };
}
