using Edge.Errors;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Log-domain activations (Miyashita, Lee, Murmann 2016, LogQuant): 2^e with e = round(log2 x); e above FSR - 1 becomes FSR - 1, x with e of FSR - 2^k or less becomes 0, and so do negative x. That is k bits: zero and 2^k - 1
/// exponents. Gradient: straight through between 0 and the largest level, 0 outside. On the device a level is 2^(e - lowest e), which fits a byte up to 3 bits.
/// </summary>
public sealed class LogActivations : ActivationQuantizer
{
    private const int DeviceBits = 3;
    private readonly int bits;
    private readonly double[] levels;
    private readonly double[] steps;

    public LogActivations(int bits, int range)
    {
        this.bits = bits;
        int[] exponents = [.. Enumerable.Range(range - (1 << bits) + 1, (1 << bits) - 1)];
        levels = [0, .. exponents.Select(e => Math.Pow(2, e))];
        steps = [.. exponents.Select(e => Math.Pow(2, e - 0.5))];
    }

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "log",
        Summary = "zero and 2^k - 1 powers of two",
        Formula = "x -> 2^e, e = min(round(log2 x), FSR - 1); 0 where e <= FSR - 2^k or x <= 0; gradient 1 where 0 < x <= 2^(FSR - 1), else 0",
        Paper = "Miyashita, Lee, Murmann: Convolutional Neural Networks using Logarithmic Data Representation, 2016, LogQuant",
        Bits = "1 .. 5",
        DeviceForm = "up to 3 bits: thresholds and a table of the bytes 0, 1, 2, 4 .. 64; none above",
        Parameters = [new("bits", 3, "bits an activation") { Min = 1, Max = 5 }, new("range", 2, "FSR: the largest level is 2^(FSR - 1)") { Min = -8, Max = 16 }],
        CreateActivations = r => new LogActivations(r.Integer("bits"), r.Integer("range")),
    };

    public override int Bits => bits;

    public override bool HasIntegerForm => bits <= DeviceBits;

    public override Tensor Forward(Tensor x)
    {
        Tensor value = x.detach();
        Tensor quantized = zeros_like(value);
        for (int i = 0; i < steps.Length; i++)
        {
            quantized.add_(value.ge(steps[i]).to_type(x.dtype), levels[i + 1] - levels[i]);
        }

        return StraightThrough.Of(quantized, x.relu().clamp_max(levels[^1]));
    }

    public override StepQuantizer Describe()
    {
        if (!HasIntegerForm)
        {
            throw new EdgeException(ExitCode.DoesNotFit, "not-packable", $"{bits}-bit log activations have no integer form")
            {
                Expected = "levels of at most one byte: 2^0 .. 2^6 at 3 bits",
                Found = $"levels up to 2^{levels.Length - 2} of the smallest",
                Try = $"activation \"log\" with {DeviceBits} bits",
            };
        }

        byte[] stored = [.. levels.Select(l => (byte)Math.Round(l / levels[1]))];
        return new StepQuantizer(stored.Length - 1, steps, Inclusive: true, levels[1], ZeroPoint: 0, stored);
    }
}
