using System.Globalization;
using Edge.Errors;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Continuous-discrete learning (Fiesler, Choudry, Caulfield 1990): each weight goes to the nearest of a finite set of levels, halfway to the upper one;
/// the float copy behind it is updated with the gradient of the discrete forward pass. Every other weight quantizer is a case of it.
/// </summary>
public sealed class DiscreteWeights(IReadOnlyList<double> levels) : WeightQuantizer
{
    private const int FinestGrid = 4096;
    private readonly double[] sorted = [.. levels.Distinct().Order()];

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "continuous-discrete",
        Summary = "Weights of any finite set of levels",
        Formula = "w -> the nearest level, halfway to the upper one; gradient straight through to the float copy",
        Paper = "Fiesler, Choudry, Caulfield: Weight discretization paradigm for optical neural networks, 1990",
        Bits = "as many as the levels need",
        DeviceForm = "signed integers where the levels are multiples of one number, in one or two planes; else refused",
        Parameters = [new("levels", "-1 -0.5 -0.25 0 0.25 0.5 1", "the levels, at least two, with spaces between")],
        CreateWeights = r => new DiscreteWeights(Parse(r.Text("levels"))),
    };

    public override int Bits => (int)Math.Ceiling(Math.Log2(sorted.Length));

    public override Tensor Inference(Tensor weights) => Choose(weights, sorted);

    public override QuantizedWeights Quantize(Tensor weights)
    {
        double unit = Unit() ?? throw new EdgeException(ExitCode.DoesNotFit, "levels-off-grid", "the weight levels have no integer form")
        {
            Expected = $"multiples of one number, at most {FinestGrid} times as large as it",
            Found = string.Join(' ', sorted.Select(l => l.ToString(CultureInfo.InvariantCulture))),
            Try = $"\"levels\": \"{string.Join(' ', Nearest())}\"",
        };
        return new QuantizedWeights(IntegerPlanes.Split(Choose(weights, [.. sorted.Select(l => Math.Round(l / unit))])), tensor(new[] { (float)unit }));
    }

    /// <summary>The largest number that all levels are multiples of, by trying the parts of the largest level; null where it would be too small.</summary>
    private double? Unit()
    {
        double largest = sorted.Max(Math.Abs);
        for (int parts = 1; parts <= FinestGrid; parts++)
        {
            double unit = largest / parts;
            if (sorted.All(l => Math.Abs(l / unit - Math.Round(l / unit)) < 1e-6))
            {
                return unit;
            }
        }

        return null;
    }

    private IEnumerable<string> Nearest()
    {
        double unit = sorted.Max(Math.Abs) / 127;
        return sorted.Select(l => (Math.Round(l / unit) * unit).ToString("G6", CultureInfo.InvariantCulture)).Distinct();
    }

    // How many borders between levels a weight has passed says which level it takes.
    private Tensor Choose(Tensor weights, IReadOnlyList<double> values)
    {
        Tensor chosen = full_like(weights, values[0]);
        for (int i = 1; i < sorted.Length; i++)
        {
            double border = (sorted[i - 1] + sorted[i]) / 2;
            chosen = where(weights.ge(border), full_like(weights, values[i]), chosen);
        }

        return chosen;
    }

    private static double[] Parse(string text)
    {
        string[] words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        double[] levels = [.. words.Select(w => double.TryParse(w, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        return levels.All(double.IsFinite) && levels.Distinct().Count() is >= 2 and <= 256 && levels.Any(l => l != 0) ? levels : throw new EdgeException(ExitCode.Input, "levels", "the weight levels cannot be read")
        {
            Expected = "2 .. 256 different numbers with spaces between",
            Found = $"\"{text}\"",
            Try = "\"levels\": \"-1 -0.5 0 0.5 1\"",
        };
    }
}
