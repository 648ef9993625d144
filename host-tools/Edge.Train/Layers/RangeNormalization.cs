using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>
/// Range batch norm (Banner, Hubara, Hoffer, Soudry 2018, "Range Batch-Normalization"): gamma (x - mean) sqrt(2 ln n) / range + beta, where n is the number of values a channel has in the batch and
/// range its largest minus its smallest. No squares are summed, so few bits are enough. Of n normal values range is about 2 sqrt(2 ln n) standard deviations. The running
/// variance is that of range / sqrt(2 ln n), so inference is plain batch norm.
/// </summary>
internal sealed class RangeNormalization(int channels) : Normalization(channels)
{
    public override Tensor Forward(Tensor x, bool training)
    {
        if (!training)
        {
            Tensor gain = PerChannel(Gamma, x) / (PerChannel(Variance, x) + Epsilon).sqrt();
            return (x - PerChannel(Mean, x)) * gain + PerChannel(Beta, x);
        }

        long[] others = Others(x);
        Tensor mean = x.mean(others, keepdim: true);
        long count = x.numel() / x.shape[1];
        Tensor spread = (x.amax(others, keepdim: true) - x.amin(others, keepdim: true)) / Math.Sqrt(2 * Math.Log(count));
        Follow(Mean, mean);
        Follow(Variance, spread.square());
        return (x - mean) * (PerChannel(Gamma, x) / (spread.square() + Epsilon).sqrt()) + PerChannel(Beta, x);
    }
}
