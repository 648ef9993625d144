using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>Rounding to powers of two.</summary>
internal static class PowerOfTwo
{
    /// <summary>AP2 and WAGE's Shift: sign(x) 2^round(log2 |x|), 0 stays 0; gradient straight through.</summary>
    public static Tensor Nearest(Tensor x)
    {
        Tensor value = x.detach();
        Tensor size = value.abs();
        Tensor power = where(size.gt(0), size.log2().add_(0.5).floor_().exp2(), size) * value.sign();
        return StraightThrough.Of(power, x);
    }
}
