using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>The grid that WAGE puts weights, activations, gradients and errors on (Wu, Li, Chen, Shi 2018, equations 5 and 6).</summary>
internal static class WageGrid
{
    /// <summary>s(k) = 2^(1-k): the distance of two levels.</summary>
    public static double Step(int bits) => Math.Pow(2, 1 - bits);

    /// <summary>The levels' numbers: round(x / s), ties half up, within -(2^(k-1) - 1) .. 2^(k-1) - 1.</summary>
    public static Tensor Integers(Tensor x, int bits)
    {
        int largest = (1 << (bits - 1)) - 1;
        return Rounding.HalfUp(x / Step(bits)).clamp_(-largest, largest);
    }
}
