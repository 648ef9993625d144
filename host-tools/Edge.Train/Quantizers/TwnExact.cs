using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// TWN with the threshold that minimizes the squared error: D maximizes (sum of |w| over |w| > D)^2 / count (Li, Zhang, Liu 2016,
/// equations 4 and 5). Only the n sorted magnitudes can be the largest one left out, so all n are tried.
/// </summary>
public sealed class TwnExact(bool perChannel) : TernaryWeights(perChannel)
{
    public static QuantizerDescription Description { get; } = new()
    {
        Name = "twn-exact",
        Summary = "Ternary weights; the threshold with the smallest squared error, found by trying all",
        Formula = "as twn, with D = argmax over D of (sum of |w| over |w| > D)^2 / count",
        Paper = "Li, Zhang, Liu: Ternary Weight Networks, 2016, the problem before its approximation",
        Bits = "2",
        DeviceForm = "ternary",
        Parameters = [ScaleGroup.Parameter],
        CreateWeights = r => new TwnExact(r.Text("scale") == ScaleGroup.Channel),
    };

    // Sums in double: float sums of thousands of weights would move the optimum among near-equal candidates.
    internal override Tensor Threshold(Tensor magnitude)
    {
        long n = magnitude.shape[1];
        (Tensor sorted, _) = magnitude.to_type(ScalarType.Float64).sort(1, descending: true);
        Tensor score = sorted.cumsum(1).square() / arange(1, n + 1, dtype: ScalarType.Float64);

        // A candidate must not cut through equal magnitudes: then it keeps fewer than |w| > D does.
        Tensor next = cat([sorted.narrow(1, 1, n - 1), zeros_like(sorted.narrow(1, 0, 1)) - 1], 1);
        score = where(sorted.gt(next), score, zeros_like(score) - 1);
        Tensor best = score.argmax(1, keepdim: true);
        return next.gather(1, best).to_type(magnitude.dtype);
    }
}
