using Edge.Errors;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Fixed point &lt;I, F&gt; (Gupta, Agrawal, Gopalakrishnan, Narayanan 2015, section 3): I integer bits with the sign, F fraction bits, so steps of 2^-F
/// over [-2^(I-1), 2^(I-1) - 2^-F], values beyond clipped. Rounding stochastic ("Rounding Modes") or to the nearest, ties half up.
/// </summary>
public sealed class FixedPointWeights(int integerBits, int fractionBits, bool stochastic) : RoundedWeights(stochastic)
{
    private const int Widest = 8;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "fixed-point",
        Summary = "Fixed-point weights of I integer and F fraction bits, rounded stochastically in training",
        Formula = "w -> round(clip(w, -2^(I-1), 2^(I-1) - 2^-F) * 2^F) / 2^F; stochastic: up with the probability of what is above the lower level; gradient straight through",
        Paper = "Gupta, Agrawal, Gopalakrishnan, Narayanan: Deep Learning with Limited Numerical Precision, 2015, section 3",
        Bits = "2 .. 8 (I + F)",
        DeviceForm = "signed integers",
        Parameters =
        [
            new("integerBits", 1, "I, with the sign") { Min = 1, Max = Widest },
            new("fractionBits", 5, "F; I + F is at most 8") { Min = 0, Max = Widest - 1 },
            RoundingParameter(Stochastic),
        ],
        CreateWeights = r => Create(r.Integer("integerBits"), r.Integer("fractionBits"), r.Text("rounding") == Stochastic),
    };

    public override int Bits => integerBits + fractionBits;

    internal override QuantizedWeights Quantize(Tensor weights, Func<Tensor, Tensor> round)
    {
        int lowest = -(1 << (Bits - 1));
        Tensor integers = round(weights * (1 << fractionBits)).clamp_(lowest, -lowest - 1);
        return new QuantizedWeights([new QuantizedPlane(WeightDomain.Signed, Bits, 0, integers)], ones([1], weights.dtype) / (1 << fractionBits));
    }

    private static FixedPointWeights Create(int integerBits, int fractionBits, bool stochastic) => integerBits + fractionBits is >= 2 and <= Widest
        ? new FixedPointWeights(integerBits, fractionBits, stochastic)
        : throw new EdgeException(ExitCode.Input, "fixed-point-width", "integer and fraction bits together are out of range")
        {
            Expected = $"2 .. {Widest} bits",
            Found = $"{integerBits} + {fractionBits}",
            Try = $"\"fractionBits\": {Math.Clamp(Widest - integerBits, 0, fractionBits)}",
        };
}
