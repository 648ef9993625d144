using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Analytic clipping (Banner, Nahshan, Soudry 2019, "ACIQ: Analytical Clipping for Integer Quantization"): the clipping point alpha comes from the spread of the weights in closed form
/// (<see cref="ClippingPoint"/>), 2^k levels divide [-alpha, alpha] (<see cref="MidRise"/>), and the scale may restore the spread ("Bias-Correction").
/// Meant for trained float weights; in training the gradient goes straight through.
/// </summary>
public sealed class AnalyticClip(int bits, string distribution, bool perChannel, bool restoreSpread) : WeightQuantizer
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "analytic-clip",
        Summary = "k-bit weights between clipping points that minimize the expected squared error",
        Formula = "w -> alpha / 2^k * (2 clip(floor(w 2^(k-1) / alpha), -2^(k-1), 2^(k-1) - 1) + 1); laplace: alpha = b W(3 * 4^k), b = mean |w|; gauss: alpha minimizes the clipping and rounding error",
        Paper = "Banner, Nahshan, Soudry: Post training 4-bit quantization of convolutional networks for rapid deployment, 2019, analytical clipping",
        Bits = "2 .. 8",
        DeviceForm = "odd integers -(2^k - 1) .. 2^k - 1",
        Converts = true,
        Parameters = [new("bits", 4, "bits a weight") { Min = 2, Max = 8 }, WeightDistribution.Parameter, ScaleGroup.Parameter, WeightDistribution.RestoreSpread],
        CreateWeights = r => new AnalyticClip(r.Integer("bits"), r.Text("distribution"), r.Text("scale") == ScaleGroup.Channel, r.Flag("restoreSpread")),
    };

    public override int Bits => bits;

    public override QuantizedWeights Quantize(Tensor weights)
    {
        Tensor rows = ScaleGroup.Rows(weights, perChannel);
        double[] alpha = WeightDistribution.Clipping(rows, [.. Enumerable.Repeat(bits, (int)rows.shape[0])], distribution);
        int channels = (int)weights.shape[0];
        QuantizedWeights quantized = MidRise.Quantize(weights, perChannel ? alpha : [.. Enumerable.Repeat(alpha[0], channels)], [.. Enumerable.Repeat(bits, channels)]);
        return restoreSpread ? MidRise.RestoreSpread(quantized, weights) : quantized;
    }
}
