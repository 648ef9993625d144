using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>Rounding to whole numbers, in place and with the tie written in the name.</summary>
internal static class Rounding
{
    /// <summary>2.5 becomes 2, -2.5 becomes -3: WRPN's rule.</summary>
    public static Tensor HalfDown(Tensor x) => x.sub_(0.5).ceil_();

    /// <summary>2.5 becomes 3, -2.5 becomes -2.</summary>
    public static Tensor HalfUp(Tensor x) => x.add_(0.5).floor_();
}
