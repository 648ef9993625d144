using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>TWN with the threshold D = factor * mean |w| (Li, Zhang, Liu 2016, threshold-based ternary function: 0.75 in the last version, 0.7 in the first).</summary>
public sealed class TwnApproximate(double factor, bool perChannel) : TernaryWeights(perChannel)
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "twn",
        Summary = "Ternary weights; the threshold is a multiple of the mean absolute weight",
        Formula = "w -> alpha * sign(w) * [|w| > D], D = factor * mean |w|, alpha = mean of |w| over |w| > D; gradient straight through",
        Paper = "Li, Zhang, Liu: Ternary Weight Networks, 2016, threshold-based ternary function",
        Bits = "2",
        DeviceForm = "ternary",
        Parameters = [new("factor", 0.75, "the threshold in mean absolute weights") { Min = 0, Max = 4 }, ScaleGroup.Parameter],
        CreateWeights = r => new TwnApproximate(r.Number("factor"), r.Text("scale") == ScaleGroup.Channel),
    };

    internal override Tensor Threshold(Tensor magnitude) => magnitude.mean([1], keepdim: true) * factor;
}
