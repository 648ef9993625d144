using Edge.Train.Quantizers;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>
/// Shift-based batch norm (Courbariaux, Hubara, Soudry, El-Yaniv, Bengio 2016, "Shift-based Batch Normalization"): with AP2(z) = sign(z) 2^round(log2 |z|), every product of batch norm has a power of two as one
/// factor. c = x - mean; variance = mean of c AP2(c); y = AP2(gamma) AP2(1 / sqrt(variance + epsilon)) c + beta. Gradient: AP2 is passed straight through.
/// </summary>
internal sealed class ShiftNormalization(int channels) : Normalization(channels)
{
    public override Tensor Forward(Tensor x, bool training)
    {
        Tensor mean = PerChannel(Mean, x);
        Tensor variance = PerChannel(Variance, x);
        Tensor centred = x - mean;
        if (training)
        {
            long[] others = Others(x);
            mean = x.mean(others, keepdim: true);
            centred = x - mean;
            variance = (centred * PowerOfTwo.Nearest(centred)).mean(others, keepdim: true);
            Follow(Mean, mean);
            Follow(Variance, variance);
        }

        Tensor factor = PowerOfTwo.Nearest((variance + Epsilon).rsqrt()) * PowerOfTwo.Nearest(PerChannel(Gamma, x));
        return centred * factor + PerChannel(Beta, x);
    }

    // The factors themselves, as gain over a deviation of one: no root is left to take.
    public override TrainedNorm Describe()
    {
        Tensor gain = PowerOfTwo.Nearest((Variance.to_type(ScalarType.Float64) + Epsilon).rsqrt()) * PowerOfTwo.Nearest(Gamma.detach().to_type(ScalarType.Float64));
        double[] unit = new double[gain.numel()];
        Array.Fill(unit, 1.0);
        return new TrainedNorm(Doubles(gain), Doubles(Beta), Doubles(Mean), unit, 0);
    }
}
