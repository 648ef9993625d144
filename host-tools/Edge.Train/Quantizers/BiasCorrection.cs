using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// What quantization changed in each channel's mean and spread (Banner, Nahshan, Soudry 2019, section 3.3). The corrected weights are
/// Spread * (wq - mean(wq)) + mean(w): they have the mean and the deviation of the float ones. (The paper writes xi_c * (wq + mu_c), which restores the mean
/// where xi_c is 1.) On the device the spread is part of the channel's scale, and what is left of the mean is a constant in its bias.
/// </summary>
/// <param name="Mean">mean(w), [channels, 1].</param>
/// <param name="QuantizedMean">mean(wq), [channels, 1].</param>
/// <param name="Spread">xi = |w - mean(w)| / |wq - mean(wq)|, [channels, 1]; 1 where all weights of either are equal.</param>
public sealed record BiasCorrection(Tensor Mean, Tensor QuantizedMean, Tensor Spread)
{
    /// <param name="weights">[channels, weights of a channel].</param>
    /// <param name="quantized">As they are after quantization, same shape.</param>
    public static BiasCorrection Of(Tensor weights, Tensor quantized)
    {
        Tensor mean = weights.mean([1], keepdim: true);
        Tensor quantizedMean = quantized.mean([1], keepdim: true);
        Tensor norm = (weights - mean).square().sum(1, keepdim: true).sqrt();
        Tensor quantizedNorm = (quantized - quantizedMean).square().sum(1, keepdim: true).sqrt();
        Tensor defined = quantizedNorm.gt(0).logical_and(norm.gt(0));
        return new BiasCorrection(mean, quantizedMean, where(defined, norm / where(defined, quantizedNorm, ones_like(norm)), ones_like(norm)));
    }

    /// <summary>What each weight of a channel still lacks once the spread is in the scale, [channels, 1]: times the sum of the inputs, it is the bias that is missing.</summary>
    public Tensor MissingMean => Mean - Spread * QuantizedMean;

    /// <summary>The corrected weights as real numbers.</summary>
    public Tensor Apply(Tensor quantized) => Spread * quantized + MissingMean;
}
