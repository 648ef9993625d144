using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Half-wave Gaussian quantization (Cai, He, Sun, Vasconcelos 2017): 0 where x &lt;= 0, else the level q_i with t_i &lt; x &lt;= t_(i+1), where t_1 = 0 and the other t lie halfway between levels. Levels are Lloyd's for a
/// normal variable, evenly spaced (i d) or free. Free levels are stored as round(255 q_i / q_max) 255ths of the largest, so that training and device have the same numbers. Gradient where x > 0: "vanilla", 1; "clipped", 1
/// up to q_max and 0 beyond; "log-tailed", 1 up to q_max and 1 / (x - q_max + 1) beyond.
/// </summary>
public sealed class HwgqActivations : ActivationQuantizer
{
    private const string Vanilla = "vanilla";
    private const string Clipped = "clipped";
    private const string LogTailed = "log-tailed";
    private const int Grid = 255;
    private readonly int bits;
    private readonly string backward;
    private readonly byte[]? stored;
    private readonly double scale;
    private readonly double[] levels;
    private readonly double[] steps;

    public HwgqActivations(int bits, bool uniform, string backward)
    {
        (this.bits, this.backward) = (bits, backward);
        int count = (1 << bits) - 1;
        if (uniform)
        {
            scale = HalfWaveGaussian.Spacing(count);
            levels = [.. Enumerable.Range(0, count + 1).Select(i => i * scale)];
        }
        else
        {
            IReadOnlyList<double> free = HalfWaveGaussian.Levels(count);
            scale = free[^1] / Grid;
            stored = [0, .. free.Select(q => (byte)Math.Round(q / scale))];
            levels = [.. stored.Select(b => b * scale)];
        }

        steps = [0, .. Enumerable.Range(2, count - 1).Select(i => (levels[i - 1] + levels[i]) / 2)];
    }

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "hwgq",
        Summary = "k-bit activations on the levels that fit a rectified normal variable best",
        Formula = "x -> 0 where x <= 0, else q_i with t_i < x <= t_(i+1), t_1 = 0, t_i = (q_(i-1) + q_i) / 2; q by Lloyd's algorithm, even or free; gradient where x > 0: 1; or 1 up to q_max, else 0; or 1 up to q_max, else 1 / (x - q_max + 1)",
        Paper = "Cai, He, Sun, Vasconcelos: Deep Learning with Low Precision by Half-wave Gaussian Quantization, 2017, quantizer and its backward approximations",
        Bits = "1 .. 4",
        DeviceForm = "thresholds; free levels through a table of bytes",
        Parameters =
        [
            new("bits", 2, "bits an activation") { Min = 1, Max = 4 },
            new("uniform", true, "evenly spaced levels"),
            new("backward", Clipped, "the gradient beyond the largest level") { Choices = [Vanilla, Clipped, LogTailed] },
        ],
        CreateActivations = r => new HwgqActivations(r.Integer("bits"), r.Flag("uniform"), r.Text("backward")),
    };

    public override int Bits => bits;

    public override Tensor Forward(Tensor x)
    {
        Tensor value = x.detach();
        Tensor quantized = zeros_like(value);
        for (int i = 0; i < steps.Length; i++)
        {
            quantized.add_(value.gt(steps[i]).to_type(x.dtype), levels[i + 1] - levels[i]);
        }

        return StraightThrough.Of(quantized, Path(x));
    }

    public override StepQuantizer Describe() => new(stored is null ? bits : 8, steps, Inclusive: false, scale, ZeroPoint: 0, stored);

    private Tensor Path(Tensor x)
    {
        double largest = levels[^1];
        Tensor positive = x.relu();
        return backward switch
        {
            Vanilla => positive,
            Clipped => positive.clamp_max(largest),
            _ => where(positive.le(largest), positive, (positive.clamp_min(largest) - (largest - 1)).log() + largest),
        };
    }
}
