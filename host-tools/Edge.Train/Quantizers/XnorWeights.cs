using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// XNOR-Net weights (Rastegari, Ordonez, Redmon, Farhadi 2016, section 3.1): alpha_c * sign(w) with alpha_c = mean |w| over output channel c (equation 6, the
/// least-squares scale); 0 counts as positive. Gradient (section 3.1, "Training Binary-Weights-Networks"):
/// dL/dw = dL/dwq * (1/n + alpha_c * [|w| &lt;= 1]) with n weights a channel.
/// </summary>
public sealed class XnorWeights : WeightQuantizer
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "xnor-net",
        Summary = "Binary weights with the least-squares scale of each output channel",
        Formula = "w -> alpha_c * sign(w), alpha_c = mean |w| in channel c; dL/dw = dL/dwq * (1/n + alpha_c * [|w| <= 1])",
        Paper = "Rastegari, Ordonez, Redmon, Farhadi: XNOR-Net, 2016, section 3.1, equation 6",
        Bits = "1",
        DeviceForm = "binary, a scale a channel",
        Converts = true,
        CreateWeights = _ => new XnorWeights(),
    };

    public override int Bits => 1;

    public override Tensor Forward(Tensor weights)
    {
        Tensor w = weights.detach();
        QuantizedWeights quantized = Quantize(w);
        Tensor slope = quantized.Scale.unsqueeze(1) * w.abs().le(1).to_type(w.dtype) + 1.0 / w.shape[1];
        return StraightThrough.Of(quantized.ToReal(), weights * slope);
    }

    public override QuantizedWeights Quantize(Tensor weights)
    {
        Tensor signs = weights.ge(0).to_type(weights.dtype) * 2 - 1;
        Tensor mean = weights.abs().mean([1]);

        // A channel of zeros is as good as zero with a tiny scale.
        return new QuantizedWeights([new QuantizedPlane(WeightDomain.Binary, 1, 0, signs)], mean.clamp_min(1e-12));
    }
}
