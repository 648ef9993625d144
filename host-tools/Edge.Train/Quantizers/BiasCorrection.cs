using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// What quantization changed in each channel's mean and spread (Banner, Nahshan, Soudry 2019, "Bias-Correction"). The corrected weights are
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
        // Squares in double: those of large weights leave float's range, and a channel's spread would no longer be a number.
        (Tensor mean, Tensor norm) = Moments(weights.to_type(ScalarType.Float64));
        (Tensor quantizedMean, Tensor quantizedNorm) = Moments(quantized.to_type(ScalarType.Float64));
        Tensor defined = quantizedNorm.gt(0).logical_and(norm.gt(0));
        Tensor spread = where(defined, norm / where(defined, quantizedNorm, ones_like(norm)), ones_like(norm));
        return new BiasCorrection(mean.to_type(weights.dtype), quantizedMean.to_type(weights.dtype), spread.to_type(weights.dtype));
    }

    /// <summary>What each weight of a channel still lacks once the spread is in the scale, [channels, 1]: times the sum of the inputs, it is the bias that is missing.</summary>
    public Tensor MissingMean => Mean - Spread * QuantizedMean;

    /// <summary>The corrected weights as real numbers.</summary>
    public Tensor Apply(Tensor quantized) => Spread * quantized + MissingMean;

    // The mean of each row and the length of what is left without it.
    private static (Tensor Mean, Tensor Norm) Moments(Tensor rows)
    {
        Tensor mean = rows.mean([1], keepdim: true);
        return (mean, (rows - mean).square().sum(1, keepdim: true).sqrt());
    }
}
