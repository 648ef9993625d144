using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Per-channel bit allocation (Banner, Nahshan, Soudry 2019, "Per-channel bit-allocation", equation 11): channels with wider weights get more bits under an average budget
/// (<see cref="BitAllocation"/>), each with its own analytic clipping point. Meant for trained float weights; in training the gradient goes straight through.
/// </summary>
public sealed class AllocatedBits(int average, string distribution, bool restoreSpread) : WeightQuantizer
{
    private const int Least = 2;
    private const int Most = 8;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "bit-allocation",
        Summary = "As analytic-clip, with as many bits a channel as its spread deserves; their average is given",
        Formula = "as analytic-clip with k_c = round(t + 2/3 log2 alpha_c) in channel c, the largest t whose k_c are on average at most bits; 2 <= k_c <= 8",
        Paper = "Banner, Nahshan, Soudry: Post training 4-bit quantization of convolutional networks for rapid deployment, 2019, per-channel bit-allocation, equation 11",
        Bits = "2 .. 8 on average",
        DeviceForm = "odd integers in one plane as wide as the widest channel; a narrow channel uses few of its levels",
        Converts = true,
        Parameters = [new("bits", 4, "bits a weight, on average over the channels") { Min = Least, Max = Most }, WeightDistribution.Parameter, WeightDistribution.RestoreSpread],
        CreateWeights = r => new AllocatedBits(r.Integer("bits"), r.Text("distribution"), r.Flag("restoreSpread")),
    };

    public override int Bits => average;

    /// <summary>Bits of each channel for these weights.</summary>
    public int[] Widths(Tensor weights) =>
        BitAllocation.Allocate(WeightDistribution.Clipping(weights, [.. Enumerable.Repeat(average, (int)weights.shape[0])], distribution), average, Least, Most);

    public override QuantizedWeights Quantize(Tensor weights)
    {
        int[] widths = Widths(weights);
        double[] alpha = WeightDistribution.Clipping(weights, widths, distribution);
        QuantizedWeights quantized = MidRise.Quantize(weights, alpha, widths);
        return restoreSpread ? MidRise.RestoreSpread(quantized, weights) : quantized;
    }
}
