using Edge.Errors;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Magnitude pruning (Han, Pool, Tran, Dally 2015; Deep Compression, section 2): the smallest share of a layer's weights becomes zero when training starts and
/// stays zero; the others are trained on. A zero in the float weights is the mask, so a checkpoint holds it. Gradient: 1 where kept, 0 where pruned.
/// </summary>
public sealed class PrunedWeights(double share) : WeightQuantizer
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "pruned",
        Summary = "Float weights of which the smallest are zero and stay so: the first stage of deep-compression",
        Formula = "at the start w -> 0 for the smallest share of |w| in a layer; then w -> w; dL/dw = dL/dwq where w is not 0, else 0",
        Paper = "Han, Mao, Dally: Deep Compression, 2016, section 2",
        Bits = "32",
        DeviceForm = "none; nearest: deep-compression",
        Parameters = [new("share", 0.7, "share of the weights that is pruned") { Min = 0, Max = 0.99 }],
        CreateWeights = r => new PrunedWeights(r.Number("share")),
    };

    public override int Bits => 32;

    public override void Initialize(Tensor weights)
    {
        using IDisposable outside = no_grad();
        weights.mul_(Mask(weights.detach(), share));
    }

    public override Tensor Forward(Tensor weights) => weights * weights.detach().ne(0).to_type(weights.dtype);

    public override Tensor Inference(Tensor weights) => weights.detach();

    public override QuantizedWeights Quantize(Tensor weights) => throw new EdgeException(ExitCode.DoesNotFit, "not-packable", "a layer with pruned float weights has no integer form")
    {
        Expected = "few levels",
        Found = "weights \"pruned\"",
        Try = "train on from this checkpoint (\"start\") with weights \"deep-compression\"",
    };

    /// <summary>0 for the smallest <paramref name="share"/> of the magnitudes, else 1; equal magnitudes at the border are all kept.</summary>
    internal static Tensor Mask(Tensor weights, double share)
    {
        Tensor magnitude = weights.abs();
        long pruned = (long)Math.Floor(share * magnitude.numel());
        if (pruned == 0)
        {
            return ones_like(magnitude);
        }

        (Tensor sorted, _) = magnitude.reshape(-1).sort(0, descending: false);
        return magnitude.ge(sorted.narrow(0, Math.Min(pruned, magnitude.numel() - 1), 1)).to_type(weights.dtype);
    }
}
