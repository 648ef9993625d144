using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Bias correction (Banner, Nahshan, Soudry 2019, "Bias-Correction") on the plain grid of <see cref="FixedWeights"/>: each channel's scale is multiplied by
/// xi = |w - mean(w)| / |wq - mean(wq)|. The mean that is left over is a constant times the sum of a layer's inputs: edge quantize measures it on
/// calibration images and moves it into the bias, where integers can carry it.
/// </summary>
public sealed class CorrectedWeights(int bits, bool perChannel) : WeightQuantizer
{
    private readonly FixedWeights plain = new(bits, perChannel);

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "bias-correction",
        Summary = "As fixed, with each channel's mean and standard deviation restored",
        Formula = "w -> xi_c * fixed(w), xi_c = |w - mean(w)| / |wq - mean(wq)| in channel c; edge quantize restores the mean in the bias",
        Paper = "Banner, Nahshan, Soudry: Post training 4-bit quantization of convolutional networks for rapid deployment, 2019, bias-correction",
        Bits = "2 .. 8",
        DeviceForm = "k = 2: ternary; else signed integers; a scale a channel",
        Converts = true,
        Parameters = [new("bits", 4, "bits a weight") { Min = 2, Max = 8 }, ScaleGroup.Parameter],
        CreateWeights = r => new CorrectedWeights(r.Integer("bits"), r.Text("scale") == ScaleGroup.Channel),
    };

    public override int Bits => bits;

    public override QuantizedWeights Quantize(Tensor weights)
    {
        QuantizedWeights quantized = plain.Quantize(weights);
        Tensor spread = BiasCorrection.Of(weights, quantized.ToReal()).Spread.squeeze(1);
        return quantized with { Scale = quantized.Scale * spread };
    }
}
