using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Weights in the log domain (Miyashita, Lee, Murmann 2016, LogQuant): sign(w) * 2^clip(round(log2 |w|), FSR - 2^k, FSR), zero stays zero. The
/// full-scale range FSR is round(log2 max |w|) of the channel or layer. Gradient: straight through.
/// </summary>
public sealed class PowerOfTwoWeights(int bits, bool perChannel) : WeightQuantizer
{
    private readonly int span = 1 << bits;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "power-of-two",
        Summary = "Weights that are powers of two: products become shifts",
        Formula = "w -> sign(w) * 2^clip(round(log2 |w|), FSR - 2^k, FSR), 0 -> 0, FSR = round(log2 max |w|); gradient straight through",
        Paper = "Miyashita, Lee, Murmann: Convolutional Neural Networks using Logarithmic Data Representation, 2016, LogQuant",
        Bits = "1 .. 4 of exponent, and the sign",
        DeviceForm = "shifts and additions: four bits a weight for every seven of the 2^k + 1 exponents; k <= 2 takes one such plane, k = 3 two, k = 4 three",
        Parameters = [new("bits", 2, "bits of the exponent") { Min = 1, Max = 4 }, ScaleGroup.Parameter],
        CreateWeights = r => new PowerOfTwoWeights(r.Integer("bits"), r.Text("scale") == ScaleGroup.Channel),
    };

    public override int Bits => bits + 1;

    public override QuantizedWeights Quantize(Tensor weights)
    {
        Tensor rows = ScaleGroup.Rows(weights, perChannel).to_type(ScalarType.Float64);
        double[] fullScale = Array.ConvertAll(rows.abs().amax([1]).contiguous().data<double>().ToArray(), v => v > 0 ? Math.Floor(Math.Log2(v) + 0.5) : 0);
        Tensor lowest = tensor(Array.ConvertAll(fullScale, e => e - span)).unsqueeze(1);
        Tensor magnitude = rows.abs();
        Tensor zero = magnitude.eq(0);
        Tensor exponent = Rounding.HalfUp(where(zero, ones_like(magnitude), magnitude).log().div_(Math.Log(2)));
        Tensor above = (exponent - lowest).clamp_(0, span);

        // exp is right to the last bits only; the powers themselves are whole numbers.
        Tensor integers = rows.sign() * Rounding.HalfUp((above * Math.Log(2)).exp());
        Tensor scale = tensor(Array.ConvertAll(fullScale, e => (float)Math.Pow(2, e - span)));
        return new QuantizedWeights(IntegerPlanes.Split(integers.to_type(weights.dtype).view(weights.shape)), scale);
    }
}
