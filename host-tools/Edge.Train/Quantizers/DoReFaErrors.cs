using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// DoReFa gradients (Zhou, Wu, Ni, Zhou, Wen, Zou 2016, equation 12): 2 m (q_k(g / (2 m) + 1/2 + noise) - 1/2), where m is the largest |g| of an image, noise is
/// uniform in +-0.5 / (2^k - 1), and q_k rounds to multiples of 1 / (2^k - 1). The noise makes the quantized gradient right on average.
/// </summary>
public sealed class DoReFaErrors(int bits) : IErrorQuantizer
{
    private readonly int levels = (1 << bits) - 1;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "dorefa",
        Summary = "k-bit gradients with noise, scaled by each image's largest",
        Formula = "g -> 2 m (q_k(g / (2 m) + 1/2 + noise) - 1/2), m = max |g| of the image, noise uniform in +-0.5 / (2^k - 1), q_k(x) = round(x (2^k - 1)) / (2^k - 1)",
        Paper = "Zhou, Wu, Ni, Zhou, Wen, Zou: DoReFa-Net, 2016, equation 12",
        Bits = "2 .. 16",
        DeviceForm = "inference is the same with and without",
        Parameters = [new("bits", 6, "bits a gradient") { Min = 2, Max = 16 }],
        CreateErrors = r => new DoReFaErrors(r.Integer("bits")),
    };

    public bool IsStochastic => true;

    public Tensor Quantize(Tensor gradient)
    {
        Tensor rows = gradient.reshape(gradient.shape[0], -1);
        Tensor largest = rows.abs().amax([1], keepdim: true);
        Tensor scale = where(largest.gt(0), largest, ones_like(largest)) * 2;

        // An image without a gradient has m = 0: the noise is of its size and nothing is left of it.
        Tensor size = where(largest.gt(0), scale, zeros_like(scale));

        // With noise of half a step to either side, round(x (2^k - 1) + noise) is floor(x (2^k - 1) + u) with u uniform in [0, 1).
        Tensor counts = (rows / scale + 0.5).mul_(levels).add_(rand_like(rows)).floor_().clamp_(0, levels);
        return counts.div_(levels).sub_(0.5).mul_(size).reshape(gradient.shape);
    }
}
