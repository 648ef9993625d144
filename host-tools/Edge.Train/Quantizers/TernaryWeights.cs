using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Ternary Weight Networks (Li, Zhang, Liu 2016): w is replaced by alpha * t with t in {-1, 0, +1}; t = sign(w) where |w| exceeds a threshold D,
/// and alpha is the mean of |w| over those (the least-squares scale). Gradient: straight through. A subclass finds D.
/// </summary>
public abstract class TernaryWeights(bool perChannel) : WeightQuantizer
{
    public override int Bits => 2;

    public override QuantizedWeights Quantize(Tensor weights)
    {
        Tensor rows = ScaleGroup.Rows(weights, perChannel);
        Tensor magnitude = rows.abs();
        Tensor kept = magnitude.gt(Threshold(magnitude)).to_type(weights.dtype);
        Tensor count = kept.sum(1, keepdim: false);
        Tensor sum = (magnitude * kept).sum(1, keepdim: false);

        // A group whose weights are all zero has no scale of its own; any positive one gives the same zeros.
        Tensor scale = where(sum.gt(0), sum / count.clamp_min(1), ones_like(sum));
        return new QuantizedWeights([new QuantizedPlane(WeightDomain.Ternary, 2, 0, (rows.sign() * kept).view(weights.shape))], scale);
    }

    /// <summary>D for each row: [groups, weights of a group] to [groups, 1].</summary>
    internal abstract Tensor Threshold(Tensor magnitude);
}
